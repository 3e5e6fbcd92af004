import { SluiceClient, SluiceError } from "@sluice/client";
import { Caller } from "../access/caller.js";
import { authorisedFetch } from "../access/credential.js";
import { completeReturn, findProvider, isReturning, signOutAddress } from "../access/provider.js";
import { apiAddress } from "../address.js";
import type { Page, PageContext } from "../page.js";
import { PlaybackLinks } from "../playback-links.js";
import { type Route, routeOf, sectionOf } from "../routes.js";
import { session, takeKeyFromAddress } from "../session.js";
import { SignInPage } from "../sign-in.js";
import { button } from "../ui/controls.js";
import { fill, h } from "../ui/dom.js";
import { acceptDrops } from "../uploads/intake.js";
import { unfinishedUploads } from "../uploads/unfinished.js";
import { UploadQueue } from "../uploads/upload-queue.js";
import { UploadTray } from "../uploads/upload-tray.js";
import { explained, sentenceOf } from "../words.js";
import { banners } from "./banners.js";
import { messagePage, pageOf } from "./pages.js";
import { placesOf } from "./places.js";
import { tenantChoice } from "./tenant-choice.js";
import { TopBar } from "./top-bar.js";

/** The frame around the pages, and which of them is shown. */
export class Shell {
  readonly #root: HTMLElement;
  readonly #place = h("div", { class: "place" });
  #page: Page | undefined;
  #context: PageContext | undefined;
  #bar: TopBar | undefined;
  #signedIn: AbortController | undefined;

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  async open(): Promise<void> {
    takeKeyFromAddress();
    addEventListener("hashchange", () => (takeKeyFromAddress() ? void this.#begin() : this.#navigate()));
    session.onOtherTab(() => void this.#begin());
    addEventListener("beforeunload", (event) => {
      if (this.#context?.uploads.isBusy) {
        event.preventDefault();
      }
    });
    await this.#begin(isReturning() ? await returned() : undefined);
  }

  /** Starts over with the credential there is, or asks for one. */
  async #begin(reason?: string): Promise<void> {
    this.#signedIn?.abort();
    this.#context?.uploads.stop();
    this.#context = undefined;
    this.#bar = undefined;
    if (!session.isSignedIn) {
      fill(this.#root, this.#place);
      this.#show(new SignInPage(() => void this.#begin(), reason));
      return;
    }
    this.#signedIn = new AbortController();
    const { signal } = this.#signedIn;
    const client = new SluiceClient({ baseUrl: apiAddress(), apiKey: "", fetch: authorisedFetch });
    try {
      const caller = new Caller(await client.account.whoAmI({}, { signal }));
      this.#enter(client, caller, signal);
    } catch (error) {
      if (!signal.aborted && !this.#failed(error)) {
        this.#cannotEnter(error);
      }
    }
  }

  #enter(client: SluiceClient, caller: Caller, signal: AbortSignal): void {
    const context = this.#createContext(client, caller);
    this.#context = context;
    const again = () => void this.#begin();
    this.#bar = new TopBar(caller, { signOut: () => void this.#signOut(), chosen: again });
    const canUpload = caller.may("uploads:write");
    if (canUpload) {
      acceptDrops(context.uploads, signal);
    }
    const skip = h(
      "a",
      { class: "skip", href: "#content", onclick: (event: Event) => this.#skip(event) },
      "Skip to content",
    );
    const tray = canUpload ? new UploadTray(context.uploads).element : undefined;
    fill(this.#root, skip, this.#bar.element, ...banners(caller, client, again), this.#place, tray);
    this.#navigate();
  }

  #createContext(client: SluiceClient, caller: Caller): PageContext {
    return {
      client,
      caller,
      links: new PlaybackLinks(client),
      uploads: new UploadQueue(client),
      titled: (title) => {
        document.title = `${title} · Sluice`;
      },
      failed: (error) => this.#failed(error),
      begin: () => void this.#begin(),
    };
  }

  #navigate(): void {
    const context = this.#context;
    if (context === undefined) {
      return;
    }
    const { caller } = context;
    const route = routeOf(location.hash);
    const [first] = placesOf(caller);
    if (first === undefined) {
      this.#show(tenantChoice(caller, () => void this.#begin()));
    } else if (isOffered(route, context)) {
      this.#show(pageOf(route, context));
    } else if (route.page === "library") {
      history.replaceState(null, "", first.href);
      this.#navigate();
      return;
    } else {
      const sentence = "Your credential does not allow it. Whoever gave it to you can give it more scopes.";
      this.#show(messagePage("You may not see this page", h("p", {}, sentence)));
    }
    this.#bar?.mark(sectionOf(route));
  }

  #show(page: Page): void {
    const isFirst = this.#page === undefined;
    this.#page?.dispose();
    this.#page = page;
    document.title = `${page.title} · Sluice`;
    fill(this.#place, page.element);
    scrollTo(0, 0);
    if (!isFirst) {
      page.element.querySelector("h1")?.focus({ preventScroll: true });
    }
  }

  #failed(error: unknown): boolean {
    if (error instanceof SluiceError && error.status === 401) {
      const reason = session.apiKey === null ? "Your sign-in has expired." : "The key is not known here any more.";
      session.signOut();
      void this.#begin(reason);
      return true;
    }
    return error instanceof DOMException && error.name === "AbortError";
  }

  #cannotEnter(error: unknown): void {
    fill(this.#root, this.#place);
    const again = button("Try again", { kind: "primary" }, () => {
      session.choose({});
      void this.#begin();
    });
    const leave = button("Sign out", { kind: "quiet" }, () => void this.#signOut());
    const buttons = h("div", { class: "form-buttons" }, again, leave);
    this.#show(messagePage("This does not work now", h("p", {}, ...explained(error)), buttons));
  }

  async #signOut(): Promise<void> {
    const { tokens } = session;
    session.signOut();
    unfinishedUploads.forgetAll();
    const provider = tokens === undefined ? undefined : await findProvider();
    const address = provider === undefined || tokens === undefined ? undefined : signOutAddress(provider, tokens);
    if (address === undefined) {
      await this.#begin();
    } else {
      location.assign(address);
    }
  }

  #skip(event: Event): void {
    event.preventDefault();
    this.#page?.element.querySelector("h1")?.focus();
  }
}

/** Ends a sign-in that was begun at the provider; what went wrong, if something did. */
async function returned(): Promise<string | undefined> {
  try {
    await completeReturn();
    return undefined;
  } catch (error) {
    return sentenceOf(error);
  }
}

function isOffered(route: Route, { caller }: PageContext): boolean {
  const section = sectionOf(route);
  return section === undefined || placesOf(caller).some((place) => place.section === section);
}
