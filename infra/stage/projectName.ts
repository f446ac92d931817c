/**
 * The project's name, as Pulumi.yaml has it (a test compares them): namespace of the stack configuration, and start of
 * every physical name.
 */
export const projectName = "gatehouse";
