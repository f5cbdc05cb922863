/** Text in HTML and SVG: nothing of it is markup, and nothing of it is invisible. */
import { visible } from '../visible';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** For text and for quoted attributes; line ends become spaces. */
export const escaped = (text: string): string => visible(text.replace(/\s*[\n\r]\s*/g, ' ')).replace(/[&<>"']/g, (char) => ENTITIES[char]!);
