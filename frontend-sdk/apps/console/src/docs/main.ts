import "swagger-ui-dist/swagger-ui.css";
import "../styles/base.css";
import "../styles/controls.css";
import "../styles/docs.css";
import { session } from "../session.js";
import { fill, h } from "../ui/dom.js";
import { icon, logo } from "../ui/icons.js";

const reference = h("div", { class: "reference" });
const header = h(
  "header",
  { class: "top" },
  h("a", { class: "logo", href: "../", "aria-label": "Sluice, library" }, logo(), h("span", {}, "Sluice")),
  h(
    "nav",
    { "aria-label": "Main" },
    h("a", { class: "button quiet", href: "../openapi.yaml" }, icon("download"), h("span", {}, "openapi.yaml")),
    h("a", { class: "button quiet", href: "../" }, icon("film"), h("span", {}, "Library")),
  ),
);
const root = document.getElementById("app");
if (root !== null) {
  fill(root, header, h("main", { id: "content" }, h("h1", { class: "visually-hidden" }, "API reference"), reference));
}

// The library's own dark looks hang on a class.
const dark = matchMedia("(prefers-color-scheme: dark)");
const followScheme = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", followScheme);
followScheme();

const { default: SwaggerUI } = await import("swagger-ui-dist/swagger-ui-es-bundle.js");
const ui = SwaggerUI({
  domNode: reference,
  url: new URL("../openapi.yaml", location.href).href,
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  // Nothing leaves this server: no validator badge, no fonts, no other origin.
  validatorUrl: null,
  onComplete: () => {
    const credential = session.apiKey ?? session.tokens?.accessToken;
    if (credential !== undefined) {
      ui.preauthorizeApiKey("apiKey", credential);
    }
  },
});
