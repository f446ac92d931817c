export const RECORD = "aws:route53/record:Record";
export const ZONE = "aws:route53/zone:Zone";
