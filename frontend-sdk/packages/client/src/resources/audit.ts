import { type Call, type Chosen, call, type Exact, type Options, split } from "../call.js";
import {
  AuditApi,
  type ExportAuditRequest,
  type GetAuditEntryRequest,
  type GetDifferenceRequest,
  type ListAuditRequest,
  type ListHistoryRequest,
  type UndoChangeRequest,
  type VerifyAuditRequest,
} from "../generated/apis/AuditApi.js";
import { type AuditEntry, AuditEntryFromJSON } from "../generated/models/AuditEntry.js";
import type { AuditVerification } from "../generated/models/AuditVerification.js";
import type { Difference } from "../generated/models/Difference.js";
import type { HistoryState } from "../generated/models/HistoryState.js";
import { linesOf } from "../lines.js";
import { type Pages, pages } from "../pages.js";
import type { Transport } from "../transport.js";

/** Who did what, provably complete; what objects were, and how to take a change back. */
export class Audit {
  readonly #api: AuditApi;

  constructor(transport: Transport) {
    this.#api = new AuditApi(transport.configuration);
  }

  /** Newest first. */
  list<O extends Options<ListAuditRequest>>(options?: Exact<O, ListAuditRequest>): Pages<Chosen<AuditEntry, O>> {
    return pages<AuditEntry, O>(options, (request, init) => this.#api.listAuditRaw(request, init));
  }

  /** An entry with what the object was before and after. */
  get<O extends Options<GetAuditEntryRequest>>(
    auditId: string,
    options?: Exact<O, GetAuditEntryRequest>,
  ): Call<Chosen<AuditEntry, O>> {
    return call<AuditEntry, O>(options, (request, init) => this.#api.getAuditEntryRaw({ ...request, auditId }, init));
  }

  /** Recomputes the hash chain, up to 100,000 entries a call; go on with `nextSequence`. */
  verify<O extends Options<VerifyAuditRequest>>(
    options?: Exact<O, VerifyAuditRequest>,
  ): Call<Chosen<AuditVerification, O>> {
    return call<AuditVerification, O>(options, (request, init) => this.#api.verifyAuditRaw(request, init));
  }

  /** Takes one change back. */
  undo(auditId: string, options?: Options<UndoChangeRequest>): Call<AuditEntry> {
    return call<AuditEntry>(options, (request, init) => this.#api.undoChangeRaw({ ...request, auditId }, init));
  }

  /** The states an object has had, newest first. */
  history<O extends Options<ListHistoryRequest>>(
    objectId: string,
    options?: Exact<O, ListHistoryRequest>,
  ): Pages<Chosen<HistoryState, O>> {
    return pages<HistoryState, O>(options, (request, init) => this.#api.listHistoryRaw({ ...request, objectId }, init));
  }

  /** The entries since `from` and before `to`, oldest first, as they come in. */
  async *export(options?: Options<ExportAuditRequest>): AsyncGenerator<AuditEntry, void, undefined> {
    for await (const line of this.exportLines(options)) {
      yield AuditEntryFromJSON(JSON.parse(line));
    }
  }

  /** The same as lines of JSON, to be kept, or hashed again, as they are. */
  async *exportLines(options?: Options<ExportAuditRequest>): AsyncGenerator<string, void, undefined> {
    const { request, init } = split(options ?? {}, { isStream: true });
    for await (const line of linesOf((await this.#api.exportAuditRaw(request, init)).raw)) {
      if (line !== "") {
        yield line;
      }
    }
  }

  /** What changed in an object between two instants. */
  difference<O extends Options<GetDifferenceRequest>>(
    objectId: string,
    options?: Exact<O, GetDifferenceRequest>,
  ): Call<Chosen<Difference, O>> {
    return call<Difference, O>(options, (request, init) => this.#api.getDifferenceRaw({ ...request, objectId }, init));
  }
}
