import type { Member, TenantRole } from "@sluice/client";
import type { Page, PageContext } from "../page.js";
import { Choices } from "../ui/choices.js";
import { button, field } from "../ui/controls.js";
import { confirmed, perform } from "../ui/dialog.js";
import { h } from "../ui/dom.js";
import { frame } from "../ui/frame.js";
import { Listing, pill, row } from "../ui/listing.js";
import { when } from "../ui/time.js";
import { toast } from "../ui/toast.js";
import { sentenceOf } from "../words.js";
import { GrantList } from "./grant-list.js";
import { ROLES, roleInWords } from "./roles.js";

/** The people of the tenant, and the operators who act for it. */
export class PeoplePage implements Page {
  readonly element: HTMLElement;
  readonly title = "People";
  readonly #context: PageContext;
  readonly #members: Listing<Member>;
  readonly #grants: GrantList;
  readonly #mayWrite: boolean;

  constructor(context: PageContext) {
    this.#context = context;
    const { caller, client } = context;
    this.#mayWrite = caller.may("members:write");
    this.#members = new Listing<Member>(context, {
      label: "Members",
      load: (cursor, signal) => client.members.listMembers({ ...(cursor !== undefined && { cursor }) }, { signal }),
      row: (member) => this.#row(member),
      empty: () => [
        h("h3", {}, "Nobody yet"),
        h("p", {}, "Invite people by e-mail address. They sign in with the identity provider of this installation."),
      ],
    });
    this.#grants = new GrantList(context);
    const invite = this.#mayWrite && button("Invite", { icon: "plus", kind: "primary" }, () => void this.#invite());
    const mayReadMembers = caller.may("members:read");
    const mayReadGrants = caller.may("grants:read");
    this.element = frame(
      {
        title: this.title,
        intro: "Who belongs to the tenant, and who of the installation’s operators acts for it.",
        actions: [invite],
      },
      mayReadMembers && part("Members", this.#members.element),
      mayReadGrants &&
        part(
          "Operators who act for you",
          h(
            "p",
            { class: "hint" },
            "Operators of the installation can look into your tenant only with a grant, which expires. All they do is in the audit.",
          ),
          this.#grants.element,
        ),
    );
    if (mayReadMembers) {
      void this.#members.reload();
    }
    if (mayReadGrants) {
      void this.#grants.reload();
    }
  }

  dispose(): void {
    this.#members.dispose();
    this.#grants.dispose();
  }

  #row(member: Member): HTMLElement {
    const edit = button("Roles", {}, () => void this.#editRoles(member));
    edit.setAttribute("aria-label", `Roles of ${member.email}`);
    const remove = button("Remove", { kind: "danger" }, () => void this.#remove(member));
    remove.setAttribute("aria-label", `Remove ${member.email}`);
    return row({
      title: member.name ?? member.email,
      pills: [
        member.state === "INVITED" && pill("Invited", "busy"),
        ...member.roles.map((role) => pill(roleInWords(role))),
      ],
      facts: [
        member.name !== undefined && member.email,
        member.lastSeenAt === undefined
          ? "Has not signed in yet"
          : h("span", {}, "Last seen ", when(member.lastSeenAt)),
        h("span", {}, "Invited ", when(member.createdAt)),
      ],
      actions: this.#mayWrite ? [edit, remove] : [],
    });
  }

  async #invite(): Promise<void> {
    const email = h("input", {
      type: "email",
      required: true,
      maxlength: 254,
      autocomplete: "off",
      placeholder: "name@example.com",
    });
    const roles = rolePicker(["EDITOR"]);
    const invited = await perform({
      title: "Invite a person",
      body: [
        field(
          "E-mail address",
          email,
          h("p", { class: "hint" }, "It has to be the one that the identity provider knows and has verified."),
        ),
        roles.element,
      ],
      action: "Invite",
      submit: () =>
        this.#context.client.members.inviteMember({
          memberInvite: { email: email.value.trim(), roles: chosenIn(roles) },
        }),
    });
    if (invited !== undefined) {
      toast(`${invited.email} can sign in now. No mail is sent: tell them.`);
      await this.#members.reload();
    }
  }

  async #editRoles(member: Member): Promise<void> {
    const roles = rolePicker(member.roles);
    const changed = await perform({
      title: `Roles of ${member.email}`,
      body: [roles.element],
      action: "Save",
      submit: () =>
        this.#context.client.members.updateMember({ memberId: member.id, memberPatch: { roles: chosenIn(roles) } }),
    });
    if (changed !== undefined) {
      await this.#members.reload();
    }
  }

  async #remove(member: Member): Promise<void> {
    const sure = await confirmed({
      title: `Remove ${member.email}?`,
      body: [h("p", {}, "This person’s access to the tenant ends at once. What they did stays in the audit.")],
      action: "Remove",
      kind: "danger",
    });
    if (!sure) {
      return;
    }
    try {
      await this.#context.client.members.removeMember({ memberId: member.id });
      toast(`${member.email} is removed.`);
      await this.#members.reload();
    } catch (error) {
      toast(sentenceOf(error), "failure");
    }
  }
}

function rolePicker(chosen: readonly TenantRole[]): Choices<TenantRole> {
  return new Choices<TenantRole>("checkbox", "Roles", ROLES, chosen);
}

function chosenIn(roles: Choices<TenantRole>): TenantRole[] {
  if (roles.chosen.length === 0) {
    throw new Error("Tick at least one role.");
  }
  return roles.chosen;
}

function part(title: string, ...content: Node[]): HTMLElement {
  const id = `part-${title.split(" ")[0]?.toLowerCase()}`;
  return h("section", { class: "part", "aria-labelledby": id }, h("h2", { id }, title), ...content);
}
