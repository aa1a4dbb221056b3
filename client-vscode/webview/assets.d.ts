/** The bundler gives the text of an SVG that is imported, and collects the style sheets. */
declare module "*.svg" {
  const text: string;
  export default text;
}

declare module "*.css" {}
