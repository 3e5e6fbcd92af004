import { type Call, type Chosen, call, type Exact, type Options } from "../call.js";
import {
  type GetMemberRequest,
  type InviteMemberRequest,
  type ListMembersRequest,
  MembersApi,
  type RemoveMemberRequest,
  type UpdateMemberRequest,
} from "../generated/apis/MembersApi.js";
import type { Member } from "../generated/models/Member.js";
import type { MemberInvite } from "../generated/models/MemberInvite.js";
import type { MemberPatch } from "../generated/models/MemberPatch.js";
import { type Pages, pages } from "../pages.js";
import type { Transport } from "../transport.js";

/** The people of the tenant. */
export class Members {
  readonly #api: MembersApi;

  constructor(transport: Transport) {
    this.#api = new MembersApi(transport.configuration);
  }

  /** Newest first. */
  list<O extends Options<ListMembersRequest>>(options?: Exact<O, ListMembersRequest>): Pages<Chosen<Member, O>> {
    return pages<Member, O>(options, (request, init) => this.#api.listMembersRaw(request, init));
  }

  /** By e-mail address; they become members when they first sign in. */
  invite(memberInvite: MemberInvite, options?: Options<InviteMemberRequest>): Call<Member> {
    return call<Member>(options, (request, init) => this.#api.inviteMemberRaw({ ...request, memberInvite }, init));
  }

  /** One of them. */
  get<O extends Options<GetMemberRequest>>(
    memberId: string,
    options?: Exact<O, GetMemberRequest>,
  ): Call<Chosen<Member, O>> {
    return call<Member, O>(options, (request, init) => this.#api.getMemberRaw({ ...request, memberId }, init));
  }

  /** Changes the roles. */
  update(memberId: string, memberPatch: MemberPatch, options?: Options<UpdateMemberRequest>): Call<Member> {
    return call<Member>(options, (request, init) =>
      this.#api.updateMemberRaw({ ...request, memberId, memberPatch }, init),
    );
  }

  /** Their credentials stop at once. */
  remove(memberId: string, options?: Options<RemoveMemberRequest>): Call<void> {
    return call<void>(options, (request, init) => this.#api.removeMemberRaw({ ...request, memberId }, init));
  }
}
