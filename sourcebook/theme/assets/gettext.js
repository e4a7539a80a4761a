// Translates messages. `messages` maps each English text to its translation.
import { messages, plural } from "./messages.js";

const fill = (text, places) => text.replace(/\{(\w+)\}/g, (_place, name) => places[name]);

export const _ = (message, places) => fill(messages[message] ?? message, places);
export const ngettext = (one, many, count, places) =>
  fill((messages[one] ?? [one, many])[+plural(count)], { count, ...places });
export const listed = (...texts) => texts.filter(Boolean).join(messages["; "] ?? "; ");
