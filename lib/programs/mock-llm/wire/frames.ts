// How streams are cut into frames.

export const EVENT_STREAM = 'text/event-stream; charset=utf-8';
export const JSON_LINES = 'application/x-ndjson';

export const DONE = 'data: [DONE]\n\n';

export const event = (data: object): string => `data: ${JSON.stringify(data)}\n\n`;

export const typedEvent = (data: { readonly type: string; readonly [member: string]: unknown }): string =>
  `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;

export const line = (data: object): string => `${JSON.stringify(data)}\n`;

/** The frames of OpenAI's older streams: events without a name, and a last word. */
export function* untilDone(events: Iterable<object>): Iterable<string> {
  for (const data of events) yield event(data);
  yield DONE;
}
