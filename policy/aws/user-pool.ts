export const USER_POOL = "aws:cognito/userPool:UserPool";
export const USER_POOL_CLIENT = "aws:cognito/userPoolClient:UserPoolClient";
export const RISK_CONFIGURATION = "aws:cognito/riskConfiguration:RiskConfiguration";
