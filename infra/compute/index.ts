/** Lambda functions and their bundles. */
export { ApiFunction, type ApiFunctionArgs } from "./apiFunction";
export { bundle, BundleError, bundleFile, projectRoot } from "./bundle";
export { bundleSources, StorefrontFunctions, UndesignedFunctionError } from "./storefrontFunctions";
export { writeBundles } from "./writeBundles";
