// Turns the styles, fonts and browser modules into hashed files under static/built, and lists them in manifest.json.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import rtlcss from "rtlcss";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "node_modules");
const web = join(here, "feedback_app", "web");
const built = join(web, "static", "built");
const making = `${built}.making`;

const FONTS = [
  "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
  "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
  "@fontsource-variable/noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2",
];

// Colours that GOV.UK Frontend fixes and offers no setting for.
const OURS = { "#1d70b8": "var(--brand)", "#0f7a52": "var(--brand)", "#0b0c0c": "var(--ink)" };

const manifest = {};

function keep(name, content) {
  const digest = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const dot = name.lastIndexOf(".");
  const hashed = `${name.slice(0, dot)}.${digest}${name.slice(dot)}`;
  const path = join(making, hashed);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  manifest[name] = hashed;
  return hashed;
}

function keepFonts() {
  for (const font of FONTS) keep(`fonts/${font.split("/").at(-1)}`, readFileSync(join(packages, font)));
}

function inOurColours(css) {
  return Object.entries(OURS).reduce((changed, [fixed, ours]) => changed.replaceAll(fixed, ours), css);
}

function withHashedFonts(css) {
  return css.replace(/url\("?(fonts\/[^")]+)"?\)/g, (_, name) => {
    if (!manifest[name]) throw new Error(`The styles name a font that is not copied: ${name}`);
    return `url("${manifest[name]}")`;
  });
}

function keepStyles() {
  const sources = join(web, "styles");
  for (const file of readdirSync(sources).filter((name) => name.endsWith(".scss") && !name.startsWith("_"))) {
    const { css } = sass.compile(join(sources, file), {
      loadPaths: [sources, join(packages, "govuk-frontend", "dist")],
      quietDeps: true,
      style: "compressed",
    });
    const finished = withHashedFonts(inOurColours(css));
    const name = file.replace(/\.scss$/, "");
    keep(`${name}.css`, finished);
    keep(`${name}.rtl.css`, rtlcss.process(finished));
  }
}

// Modules import each other by relative name, so they live together in one folder named by the digest of them all.
function keepModules() {
  const ours = join(web, "browser");
  const modules = readdirSync(ours).filter((name) => name.endsWith(".js")).sort();
  const contents = new Map(modules.map((name) => [name, readFileSync(join(ours, name), "utf8")]));
  const govuk = readFileSync(join(packages, "govuk-frontend", "dist", "govuk", "govuk-frontend.min.js"), "utf8");
  contents.set("govuk-frontend.js", govuk.replace(/\/\/# sourceMappingURL=.*\n?$/, ""));
  const digest = createHash("sha256");
  for (const [name, content] of contents) digest.update(name).update(content);
  const folder = `modules.${digest.digest("hex").slice(0, 10)}`;
  mkdirSync(join(making, folder));
  for (const [name, content] of contents) {
    writeFileSync(join(making, folder, name), content);
    manifest[name] = `${folder}/${name}`;
  }
}

rmSync(making, { recursive: true, force: true });
mkdirSync(making, { recursive: true });
keepFonts();
keepStyles();
keepModules();
writeFileSync(join(making, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
rmSync(built, { recursive: true, force: true });
renameSync(making, built);
console.log(`Built ${Object.keys(manifest).length} files into ${relative(here, built)}`);
