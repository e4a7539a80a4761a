/*{#
 The translations for gettext.js. MkDocs renders this file as a template (publishing/translations.py).
 A site is in English if its generator only copies this file, as Zensical does.
*/
export const messages = {}, plural = (n) => n !== 1;
/*#}*/
/*{{ "*" ~ "/" }}export const messages = {{ translations|d({})|tojson }}, plural = (n) => {{ plural_rule|d("n != 1") }};{{ "/" ~ "*" }}*/
