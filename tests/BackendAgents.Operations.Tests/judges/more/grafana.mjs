// Holds dashboards against the types that Grafana publishes of them, by TypeScript's own compiler: a name that is not known, a value of
// another type or not among those allowed, and a panel's options and drawing by its kind.
// Usage: node grafana.mjs FILE...; prints a line for each fault and ends with 1 when there is one.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const types = fileURLToPath(new URL("node_modules/@grafana/schema/dist/types", import.meta.url));
const kinds = { timeseries: ["Options", "FieldConfig"], stat: ["Options"], table: ["Options"], text: ["Options"], gauge: ["Options"] };

// What JSON holds in the place of members of enumerations are their values.
const lines = [
  `import type { Dashboard, Panel } from "${types}/raw/dashboard/x/types.gen";`,
  ...Object.keys(kinds).map((kind) => `import type * as ${kind} from "${types}/raw/composable/${kind}/panelcfg/x/types.gen";`),
  "type Json<T> = T extends string ? `${T}` : T extends number ? (`${T}` extends `${infer N extends number}` ? N : T) : T extends boolean | null | undefined ? T",
  "  : T extends (infer U)[] ? Json<U>[] : T extends object ? { [K in keyof T]: Json<T[K]> } : T;",
  'type Board = Json<Omit<Dashboard, "panels">>;',
];
let panels = 0;
for (const [at, file] of process.argv.slice(2).entries()) {
  const { panels: all = [], ...board } = JSON.parse(readFileSync(file, "utf8"));
  lines.push(`/* ${basename(file)} */ export const board${at}: Board = ${JSON.stringify(board)};`);
  for (const panel of all) {
    panels++;
    const where = `/* ${basename(file)}: ${panel.title?.replaceAll("*/", "")} */`;
    lines.push(`${where} export const panel${panels}: Json<Panel> = ${JSON.stringify(panel)};`);
    if (panel.type === "row") continue;
    const [options, drawing] = kinds[panel.type] ?? [];
    // A kind that nothing is known of is a fault, too.
    if (!options) lines.push(`${where} export const kind${panels}: never = ${JSON.stringify(panel.type)};`);
    else if (panel.options) lines.push(`${where} export const options${panels}: Json<Partial<${panel.type}.Options>> = ${JSON.stringify(panel.options)};`);
    const custom = panel.fieldConfig?.defaults?.custom;
    if (custom && drawing) lines.push(`${where} export const drawing${panels}: Json<Partial<${panel.type}.${drawing}>> = ${JSON.stringify(custom)};`);
  }
}

const name = `${types}/boards.ts`;
const settings = { strict: true, noEmit: true, skipLibCheck: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, types: [] };
const host = ts.createCompilerHost(settings);
const usual = host.getSourceFile.bind(host);
host.getSourceFile = (file, ...rest) => (file === name ? ts.createSourceFile(file, lines.join("\n"), settings.target) : usual(file, ...rest));
const known = host.fileExists.bind(host);
host.fileExists = (file) => file === name || known(file);
const found = ts.getPreEmitDiagnostics(ts.createProgram([name], settings, host));
for (const fault of found) {
  const line = fault.file ? lines[fault.file.getLineAndCharacterOfPosition(fault.start).line] : "";
  console.log(`${line.match(/^\/\* (.*?) \*\//)?.[1] ?? fault.file?.fileName}: ${ts.flattenDiagnosticMessageText(fault.messageText, " ").slice(0, 400)}`);
}
console.log(`${panels} panels, ${found.length} faults`);
process.exit(found.length === 0 && panels > 0 ? 0 : 1);
