/** Lambda functions and their bundles. */
export { bundle, BundleError, bundleFile, projectRoot } from "./bundle";
export { bundleSources } from "./bundleSources";
export { contractFunctions, type ContractFunctionsArgs, type FunctionDesign } from "./contractFunctions";
export {
  functionName,
  type FunctionSettings,
  LambdaFunction,
  type LambdaFunctionArgs,
} from "./lambdaFunction";
export { StorefrontFunctions } from "./storefrontFunctions";
export { writeBundles } from "./writeBundles";
