/** Lambda functions and their bundles. */
export { bundle, BundleError, bundleFile, projectRoot } from "./bundle";
export { bundleName, bundleSources } from "./bundleSources";
export {
  functionName,
  type FunctionSettings,
  LambdaFunction,
  type LambdaFunctionArgs,
} from "./lambdaFunction";
export { StorefrontFunctions, UndesignedFunctionError } from "./storefrontFunctions";
export { writeBundles } from "./writeBundles";
