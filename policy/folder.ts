/**
 * The guard's folder: where its settings, its exemptions and its manifest are, in the sources and in the package. Here
 * alone a file asks for its own place: a start puts all files into one script, which has one place.
 */
export const FOLDER = __dirname;
