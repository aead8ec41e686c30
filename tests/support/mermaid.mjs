// Reads a JSON list of diagrams from stdin and writes what Mermaid, of the folder that is named,
// makes of each: {entities: [{name, attributes}], links: [{left, right, label, spec}]} or {error}.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { text } from 'node:stream/consumers';

const from = createRequire(join(process.argv[2], 'package.json'));
const { default: mermaid } = await import(
  pathToFileURL(join(from.resolve('mermaid'), '..', 'mermaid.core.mjs'))
);

// What Mermaid keeps in the place of an entity code until it draws.
const decode = (text) =>
  text.replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(Number(code)));

async function read(diagram) {
  // Parsing is what loads the kinds of diagrams.
  await mermaid.parse(diagram);
  const { db, type } = await mermaid.mermaidAPI.getDiagramFromText(diagram);
  if (type !== 'er') throw new Error(`it is a diagram of the kind ${type}`);
  const names = new Map();
  const entities = [...db.getEntities()].map(([name, entity]) => {
    names.set(entity.id, decode(name));
    const attributes = entity.attributes.map(({ type, name, keys = [], comment = '' }) => ({
      type: decode(type), name: decode(name), keys, comment: decode(comment),
    }));
    return { name: decode(name), attributes };
  });
  const links = db.getRelationships().map(({ entityA, entityB, roleA, relSpec }) => ({
    left: names.get(entityA), right: names.get(entityB), label: decode(roleA), spec: relSpec,
  }));
  return { entities, links };
}

const answers = [];
for (const diagram of JSON.parse(await text(process.stdin))) {
  try {
    answers.push(await read(diagram));
  } catch (error) {
    answers.push({ error: String(error.message ?? error) });
  }
}
process.stdout.write(JSON.stringify(answers), () => process.exit(0));
