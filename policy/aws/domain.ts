export const DOMAIN_NAME = "aws:apigateway/domainName:DomainName";
export const BASE_PATH_MAPPING = "aws:apigateway/basePathMapping:BasePathMapping";
