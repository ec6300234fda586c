// Finds the fixture that a request fits and says what it says.
import { Speech } from '../answer/answer';
import { reply } from '../answer/reply';
import { Fault } from '../conduct/faults';
import { LatencyOverride } from '../conduct/latency';
import { ApiError, failure } from '../errors';
import { Fixture } from './fixture';
import { lastText, Scene, systemText, toolText, turnOf } from './scene';
import { filled, Values } from './template';
import { Captures } from './text-match';

export interface Played {
  readonly speech: Speech;
  readonly latency?: LatencyOverride;
  readonly fault?: Fault;
}

/** Undefined when no fixture fits; throws when the one that does is an error. */
export function play(fixtures: readonly Fixture[], scene: Scene): Played | undefined {
  for (const fixture of fixtures) {
    const captures = fitting(fixture, scene);
    if (captures) return perform(fixture, scene, captures);
  }
  return undefined;
}

/** For those who want no other answers: what came nearest, and why it was not that. */
export function noFixture(fixtures: readonly Fixture[], scene: Scene): ApiError {
  const tried = fixtures.map((fixture) => {
    const missed = fixture.conditions.filter((condition) => !condition.test(scene));
    return { fixture, missed, held: fixture.conditions.length - missed.length };
  });
  const [nearest] = tried.sort((a, b) => b.held - a.held || a.missed.length - b.missed.length);
  const reason =
    nearest?.missed.map(({ key, says }) => `'${key}' ${says}`).join(' and ') || 'it has failed often enough';
  const hint = nearest
    ? `the nearest is "${nearest.fixture.name}", but it wants that ${reason}`
    : 'there is none at all';
  return new ApiError(404, `No fixture fits: ${hint}`, { code: 'no_fixture' });
}

/** What the conditions caught, by the name of each; undefined when one does not hold. */
function fitting({ conditions, answer }: Fixture, scene: Scene): Captures | undefined {
  if (answer.error?.times !== undefined && scene.retries >= answer.error.times) return undefined;
  const caught: Record<string, string> = {};
  for (const condition of conditions) {
    const captures = condition.test(scene);
    if (!captures) return undefined;
    for (const [name, text] of Object.entries(captures)) caught[`${condition.key}.${name}`] = text;
  }
  return caught;
}

function perform({ answer }: Fixture, scene: Scene, caught: Captures): Played {
  const { text, json, toolCalls, error, latency, fault } = answer;
  if (error) throw failure(error);
  const common: Readonly<Record<string, () => string>> = {
    last: () => lastText(scene),
    system: () => systemText(scene),
    toolResult: () => toolText(scene),
    model: () => scene.model,
    turn: () => String(turnOf(scene)),
    reply: () => reply({ ...scene.dialogue, tools: [], format: { type: 'text' } }).text,
  };
  const values: Values = (name) => caught[name] ?? common[name]?.() ?? '';
  const said = json === undefined ? (filled(text ?? '', values) as string) : JSON.stringify(filled(json, values));
  const calls = toolCalls.map((call) => ({
    name: call.name,
    arguments: JSON.stringify(filled(call.arguments, values)),
  }));
  return { speech: { text: said, calls }, latency, fault };
}
