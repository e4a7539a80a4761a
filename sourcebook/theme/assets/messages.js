/*{#
 The translations for gettext.js: MkDocs fills this in as a template (publishing/translations.py).
 A generator that only copies this file, such as Zensical, shows English.
*/
export const messages = {}, plural = (n) => n !== 1;
/*#}*/
/*{{ "*" ~ "/" }}export const messages = {{ translations|d({})|tojson }}, plural = (n) => {{ plural_rule|d("n != 1") }};{{ "/" ~ "*" }}*/
