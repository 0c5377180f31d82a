/**
 * The English texts stand in the code, as defaults; Grafana shows those of the locale's file where it has them. Both
 * must say the same. `UPDATE_LOCALES=1 npx jest src/locales` writes the file from the code.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const SRC = join(__dirname, '..');
const FILE = join(__dirname, 'en-US/devdiag-ops-app.json');

type Tree = { [key: string]: string | Tree };

/** Texts by dotted key, as the code has them. */
function textsOfCode(): Map<string, string> {
  const texts = new Map<string, string>();
  for (const name of readdirSync(SRC, { recursive: true, encoding: 'utf8' })) {
    if (/\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name)) {
      const source = ts.createSourceFile(name, readFileSync(join(SRC, name), 'utf8'), ts.ScriptTarget.Latest, true);
      visit(source, (key, text) => {
        const before = texts.get(key);
        if (before !== undefined && before !== text) {
          throw new Error(`${name}: "${key}" has two texts: "${before}" and "${text}"`);
        }
        texts.set(key, text);
      });
    }
  }
  return texts;
}

function visit(node: ts.Node, found: (key: string, text: string) => void): void {
  if (ts.isCallExpression(node) && node.expression.getText() === 't') {
    const [key, text, values] = node.arguments;
    if (key && text && ts.isStringLiteralLike(key) && ts.isStringLiteralLike(text)) {
      const one = values && ts.isObjectLiteralExpression(values) ? property(values, 'defaultValue_one') : undefined;
      if (one !== undefined) {
        found(`${key.text}_one`, one);
        found(`${key.text}_other`, text.text);
      } else {
        found(key.text, text.text);
      }
    }
  }
  if (ts.isJsxElement(node) && node.openingElement.tagName.getText() === 'Trans') {
    const key = node.openingElement.attributes.properties.find(
      (each): each is ts.JsxAttribute => ts.isJsxAttribute(each) && each.name.getText() === 'i18nKey'
    )?.initializer;
    if (key && ts.isStringLiteral(key) && node.children.every(ts.isJsxText)) {
      const text = node.children.map((child) => child.getText()).join('');
      found(key.text, unescaped(text.trim().replace(/\s*\n\s*/g, ' ')));
    }
  }
  ts.forEachChild(node, (child) => visit(child, found));
}

function property(object: ts.ObjectLiteralExpression, name: string): string | undefined {
  const found = object.properties.find((each) => each.name?.getText() === name);
  return found && ts.isPropertyAssignment(found) && ts.isStringLiteralLike(found.initializer)
    ? found.initializer.text
    : undefined;
}

function unescaped(text: string): string {
  return text
    .replace(/&apos;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

function flat(tree: Tree, prefix = ''): Array<[string, string]> {
  return Object.entries(tree).flatMap(([key, value]): Array<[string, string]> =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : flat(value, `${prefix}${key}.`)
  );
}

function nested(texts: Map<string, string>): Tree {
  const root: Tree = {};
  for (const [key, text] of [...texts].sort(([one], [other]) => one.localeCompare(other))) {
    const parts = key.split('.');
    let at = root;
    for (const part of parts.slice(0, -1)) {
      at[part] ??= {};
      at = at[part] as Tree;
    }
    at[parts[parts.length - 1]] = text;
  }
  return root;
}

it('the English file says what the code says', () => {
  const code = textsOfCode();
  if (process.env.UPDATE_LOCALES) {
    writeFileSync(FILE, `${JSON.stringify(nested(code), null, 2)}\n`);
  }
  const file = new Map(flat(JSON.parse(readFileSync(FILE, 'utf8')) as Tree));
  expect(Object.fromEntries(file)).toEqual(Object.fromEntries(code));
  expect(code.size).toBeGreaterThan(50);
});
