// Draws every Mermaid diagram of Markdown files in one headless Chromium. Usage: node mermaid.mjs CHROMIUM FILE...
// Prints a line for each diagram that can't be drawn, and ends with 1 when there is one or none was found.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [chromium, ...files] = process.argv.slice(2);
const diagrams = files.flatMap((file) => [...readFileSync(file, "utf8").matchAll(/```mermaid\n([\s\S]*?)```/g)].map(([, text]) => ({ file, text })));
const script = fileURLToPath(new URL("node_modules/mermaid/dist/mermaid.min.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "mermaid-"));
const page = join(folder, "page.html");
const data = JSON.stringify(diagrams.map(({ text }) => text)).replaceAll("<", "\\u003c");
writeFileSync(
  page,
  `<!doctype html><body><pre id="said">nothing</pre><script src="file://${script}"></script><script>
  (async () => {
    const said = [];
    mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
    for (const [at, text] of ${data}.entries()) {
      try {
        const { svg } = await mermaid.render("drawn" + at, text);
        said.push(svg.includes("<svg") && !svg.includes("Syntax error") ? "drawn" : "empty");
      } catch (error) { said.push("fault: " + String(error.message ?? error).split("\\n").slice(0, 4).join(" ")); }
    }
    document.body.innerHTML = "";
    const out = document.createElement("pre");
    out.textContent = "SAID " + JSON.stringify(said) + " END";
    document.body.append(out);
  })();
  </script></body>`,
);
let faults = 0;
try {
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files", "--virtual-time-budget=60000", `--user-data-dir=${folder}`];
  const dom = execFileSync(chromium, [...flags, "--dump-dom", "file://" + page], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1e8, timeout: 120000 });
  const said = JSON.parse((dom.match(/SAID ([\s\S]*?) END/)?.[1] ?? "[]").replaceAll("&gt;", ">").replaceAll("&lt;", "<").replaceAll("&amp;", "&"));
  if (said.length !== diagrams.length) { faults++; console.log(`${said.length} of ${diagrams.length} diagrams came back`); }
  said.forEach((what, at) => { if (what !== "drawn") { faults++; console.log(`${diagrams[at].file} ${at}: ${what}\n${diagrams[at].text}`); } });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${diagrams.length} diagrams, ${faults} faults`);
process.exit(faults === 0 && diagrams.length > 0 ? 0 : 1);
