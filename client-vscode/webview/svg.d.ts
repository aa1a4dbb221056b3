/** The bundler gives the text of an SVG that is imported. */
declare module "*.svg" {
  const text: string;
  export default text;
}
