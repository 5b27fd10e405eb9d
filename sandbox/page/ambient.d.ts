declare module '*.css'
/** Font faces for emoji where a font is installed, nothing otherwise; `build.ts` decides. */
declare module 'virtual:emoji-font.css'
