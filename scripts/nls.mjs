// @ts-check
/**
 * The texts of `package.json` stand in `package.nls.json`, under keys made from ids, so that VS Code can show them in other
 * languages (`package.nls.zh-cn.json`). A text that somebody wrote into `package.json` is moved there.
 */

/** @typedef {Record<string, any>} Thing */

/**
 * @param {Thing} manifest is changed: keys take the place of its texts
 * @param {Record<string, string>} known the texts of the keys that stand in it already
 * @returns {Record<string, string>} every text that people see, by key, in the order of the manifest
 * @throws {Error} for a key without a text, and for two texts under one key
 */
export function moveTexts(manifest, known) {
  /** @type {Record<string, string>} */
  const texts = {};
  for (const [owner, property, key] of places(manifest)) {
    const value = owner[property];
    if (value === undefined) continue;
    const text = /^%.+%$/.test(value) ? known[value.slice(1, -1)] : value;
    if (text === undefined) throw new Error(`package.json says ${value}, and package.nls.json has no such text.`);
    if ((texts[key] ?? text) !== text)
      throw new Error(`package.json: “${texts[key]}” and “${text}” would both be ${key}. Make them one.`);
    texts[key] = text;
    owner[property] = `%${key}%`;
  }
  return texts;
}

/**
 * Where a manifest holds texts for people.
 *
 * @param {Thing} manifest
 * @returns {Generator<[owner: Thing, property: string, key: string]>}
 */
function* places(manifest) {
  const { capabilities = {}, contributes } = manifest;
  yield [manifest, 'displayName', 'displayName'];
  yield [manifest, 'description', 'description'];
  for (const [name, capability] of Object.entries(capabilities))
    if (typeof capability === 'object') yield [capability, 'description', `capability.${name}`];
  for (const command of contributes.commands) {
    const name = short(command.command);
    yield [command, 'category', 'category'];
    yield [command, 'title', `command.${name}`];
    yield [command, 'shortTitle', `command.${name}.short`];
  }
  for (const container of Object.values(contributes.viewsContainers ?? {}).flat())
    yield [container, 'title', `viewsContainer.${container.id}`];
  for (const view of Object.values(contributes.views ?? {}).flat()) {
    yield [view, 'name', `view.${short(view.id)}`];
    yield [view, 'contextualTitle', `view.${short(view.id)}.context`];
  }
  for (const [i, welcome] of (contributes.viewsWelcome ?? []).entries())
    yield [welcome, 'contents', `welcome.${short(welcome.view)}${i === 0 ? '' : `.${i + 1}`}`];
  yield* configuration(contributes.configuration);
  for (const walkthrough of contributes.walkthroughs ?? []) {
    const key = `walkthrough.${walkthrough.id}`;
    yield [walkthrough, 'title', key];
    yield [walkthrough, 'description', `${key}.description`];
    for (const step of walkthrough.steps) {
      yield [step, 'title', `${key}.${step.id}`];
      yield [step, 'description', `${key}.${step.id}.description`];
      yield [step.media, 'altText', `${key}.${step.id}.picture`];
    }
  }
}

/** @param {Thing} section @returns {Generator<[Thing, string, string]>} */
function* configuration(section) {
  yield [section, 'title', 'settings'];
  for (const [name, setting] of Object.entries(section.properties)) {
    const key = `setting.${short(name)}`;
    yield [setting, 'description', key];
    yield [setting, 'markdownDescription', key];
    for (const list of ['enumItemLabels', 'enumDescriptions', 'markdownEnumDescriptions'])
      for (const i of (setting[list] ?? []).keys()) yield [setting[list], String(i), `${key}.${list}.${i}`];
  }
}

/** @param {string} id */
function short(id) {
  return id.replace(/^nnFromScratch\./, '');
}
