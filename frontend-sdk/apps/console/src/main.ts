import "./styles/base.css";
import "./styles/controls.css";
import "./styles/shell.css";
import "./styles/admin.css";
import "./styles/library.css";
import "./styles/uploads.css";
import "./styles/watch.css";
import "./styles/sign-in.css";
import { Shell } from "./shell/shell.js";

const root = document.getElementById("app");
if (root !== null) {
  void new Shell(root).open();
}
