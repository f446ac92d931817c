import { FRAMEWORKS, type Frameworks } from "../model/rule";

/** `NIST 800-53 r5 AC-4, SC-7 · PCI DSS 4.0 6.4.2` */
export function requirements(frameworks: Frameworks): string {
  return (Object.keys(FRAMEWORKS) as (keyof typeof FRAMEWORKS)[])
    .flatMap((key) => {
      const numbers = frameworks[key];
      return numbers && numbers.length > 0 ? [`${FRAMEWORKS[key]} ${numbers.join(", ")}`] : [];
    })
    .join(" · ");
}
