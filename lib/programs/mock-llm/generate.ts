import { Answer, countPrompt, limited } from './answer/answer';
import { Dialogue } from './answer/dialogue';
import { reply } from './answer/reply';
import { Call, Work } from './call';
import { answerTooLong, contextTooLong } from './errors';
import { chatModel } from './models';
import { noFixture, play, Played } from './script/play';
import { retriesOf, Scene } from './script/scene';

export interface Generation {
  readonly answer: Answer;
  readonly work: Work;
}

/** What all endpoints that generate text have in common, whatever their wire format. */
export function generate({ config, headers }: Call, model: string, dialogue: Dialogue, n = 1): Generation {
  const served = chatModel(config, model);
  const promptTokens = countPrompt(dialogue.messages);
  const room = config.contextWindow - promptTokens;
  if (room < 0) throw contextTooLong(config.contextWindow, promptTokens);
  const { stop, maxTokens } = dialogue;
  if (maxTokens > room && maxTokens < Infinity) throw answerTooLong(config.contextWindow, promptTokens, maxTokens);
  const { speech, latency, fault } = say(config, { model, dialogue, headers, retries: retriesOf(headers) });
  const answer = limited(speech, { stop, maxTokens: Math.min(maxTokens, room) }, promptTokens);
  return {
    answer,
    work: {
      model: served,
      promptTokens,
      completionTokens: answer.completionTokens * n,
      finishReason: answer.finishReason,
      n,
      maxTokens,
      latency,
      fault,
    },
  };
}

/** A fixture's words, or else the mock's own unless only fixtures may speak. */
function say({ fixtures, strict }: Call['config'], scene: Scene): Played {
  const played = play(fixtures, scene);
  if (!played && strict) throw noFixture(fixtures, scene);
  return played ?? { speech: reply(scene.dialogue) };
}
