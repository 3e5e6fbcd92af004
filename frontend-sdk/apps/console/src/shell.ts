import { SluiceClient, SluiceError } from "@sluice/client";
import { apiAddress } from "./address.js";
import { LibraryPage } from "./library/library-page.js";
import type { Page, PageContext } from "./page.js";
import { PlaybackLinks } from "./playback-links.js";
import { routeOf } from "./routes.js";
import { session, takeKeyFromAddress } from "./session.js";
import { SignInPage } from "./sign-in.js";
import { button } from "./ui/controls.js";
import { fill, h } from "./ui/dom.js";
import { icon, logo } from "./ui/icons.js";
import { acceptDrops } from "./uploads/intake.js";
import { unfinishedUploads } from "./uploads/unfinished.js";
import { UploadQueue } from "./uploads/upload-queue.js";
import { UploadTray } from "./uploads/upload-tray.js";
import { WatchPage } from "./watch/watch-page.js";

/** The frame around the pages, and which of them is shown. */
export class Shell {
  readonly #root: HTMLElement;
  readonly #place = h("div", { class: "place" });
  #page: Page | undefined;
  #context: PageContext | undefined;
  #signedIn: AbortController | undefined;

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  open(): void {
    takeKeyFromAddress();
    addEventListener("hashchange", () => (takeKeyFromAddress() ? this.#begin() : this.#navigate()));
    session.onOtherTab(() => this.#begin());
    addEventListener("beforeunload", (event) => {
      if (this.#context?.uploads.isBusy) {
        event.preventDefault();
      }
    });
    this.#begin();
  }

  /** Starts over with the key there is, or asks for one. */
  #begin(reason?: string): void {
    this.#signedIn?.abort();
    this.#context?.uploads.stop();
    this.#context = undefined;
    const { apiKey } = session;
    if (apiKey === null) {
      fill(this.#root, this.#place);
      this.#show(new SignInPage(() => this.#begin(), reason));
      return;
    }
    this.#signedIn = new AbortController();
    this.#context = this.#createContext(apiKey);
    acceptDrops(this.#context.uploads, this.#signedIn.signal);
    fill(this.#root, ...this.#frame(this.#context));
    this.#navigate();
  }

  #createContext(apiKey: string): PageContext {
    const client = new SluiceClient({ baseUrl: apiAddress(), apiKey });
    return {
      client,
      links: new PlaybackLinks(client),
      uploads: new UploadQueue(client),
      titled: (title) => {
        document.title = `${title} · Sluice`;
      },
      failed: (error) => this.#failed(error),
    };
  }

  #frame(context: PageContext): Node[] {
    const header = h(
      "header",
      { class: "top" },
      h("a", { class: "logo", href: "#/", "aria-label": "Sluice, library" }, logo(), h("span", {}, "Sluice")),
      h(
        "nav",
        { "aria-label": "Main" },
        h("a", { class: "button quiet", href: "./docs/" }, icon("book"), h("span", {}, "API reference")),
        button("Sign out", { icon: "out", kind: "quiet" }, () => this.#signOut()),
      ),
    );
    const skip = h(
      "a",
      { class: "skip", href: "#content", onclick: (event: Event) => this.#skip(event) },
      "Skip to content",
    );
    return [skip, header, this.#place, new UploadTray(context.uploads).element];
  }

  #navigate(): void {
    const context = this.#context;
    if (context === undefined) {
      return;
    }
    const route = routeOf(location.hash);
    if (route.page === "video") {
      this.#show(new WatchPage(context, route.videoId));
    } else if (route.page === "library") {
      this.#show(new LibraryPage(context));
    } else {
      this.#show(unknownPage());
    }
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
      session.signOut();
      this.#begin("The key is not known here any more.");
      return true;
    }
    return error instanceof DOMException && error.name === "AbortError";
  }

  #signOut(): void {
    session.signOut();
    unfinishedUploads.forgetAll();
    this.#begin();
  }

  #skip(event: Event): void {
    event.preventDefault();
    this.#page?.element.querySelector("h1")?.focus();
  }
}

function unknownPage(): Page {
  const element = h(
    "main",
    { id: "content", class: "page nothing" },
    h("h1", { tabindex: -1 }, "There is no such page"),
    h("p", {}, h("a", { href: "#/" }, "Go to the library")),
  );
  return { element, title: "No such page", dispose: () => undefined };
}
