/** Lambda functions and their bundles. */
export { ApiFunction, type ApiFunctionArgs } from "./apiFunction";
export { bundle, BundleError, bundleFile, projectRoot, writeBundles } from "./bundle";
export { bundleSources, StorefrontFunctions, UndesignedFunctionError } from "./storefrontFunctions";
