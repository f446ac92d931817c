// Generated from ../openapi.yaml by services/generate.ts; changes here are overwritten.
export const models = {
  "Health": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "status"
    ],
    "properties": {
      "status": {
        "type": "string",
        "enum": [
          "ok"
        ]
      }
    }
  },
  "Me": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "identityId",
      "avatarPrefix"
    ],
    "properties": {
      "identityId": {
        "type": "string"
      },
      "avatarPrefix": {
        "type": "string"
      }
    }
  },
  "UserInput": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "givenName",
      "email"
    ],
    "properties": {
      "givenName": {
        "type": "string",
        "minLength": 1,
        "maxLength": 50
      },
      "familyName": {
        "type": "string",
        "minLength": 1,
        "maxLength": 49
      },
      "email": {
        "type": "string",
        "maxLength": 254,
        "pattern": "^[^@\\s]+@[^@\\s]+\\.[^@\\s.]+$"
      }
    }
  },
  "User": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "id",
      "givenName",
      "email",
      "version",
      "createdAt",
      "updatedAt"
    ],
    "properties": {
      "id": {
        "type": "string"
      },
      "givenName": {
        "type": "string"
      },
      "familyName": {
        "type": "string"
      },
      "email": {
        "type": "string",
        "maxLength": 254
      },
      "version": {
        "type": "integer",
        "minimum": 1
      },
      "createdAt": {
        "type": "string",
        "format": "date-time"
      },
      "updatedAt": {
        "type": "string",
        "format": "date-time"
      }
    }
  },
  "UserPage": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "items"
    ],
    "properties": {
      "items": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/User"
        }
      },
      "next": {
        "type": "string"
      }
    }
  },
  "Price": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "amount",
      "currency"
    ],
    "properties": {
      "amount": {
        "type": "string",
        "pattern": "^(0|[1-9][0-9]{0,9})(\\.[0-9]{1,3})?$"
      },
      "currency": {
        "type": "string",
        "pattern": "^[A-Z]{3}$"
      }
    }
  },
  "ProductInput": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "name",
      "category",
      "price"
    ],
    "properties": {
      "name": {
        "type": "string",
        "minLength": 1,
        "maxLength": 200
      },
      "description": {
        "type": "string",
        "maxLength": 4000
      },
      "category": {
        "type": "string",
        "minLength": 1,
        "maxLength": 50
      },
      "price": {
        "$ref": "#/components/schemas/Price"
      }
    }
  },
  "Product": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "id",
      "name",
      "category",
      "price",
      "version",
      "createdAt",
      "updatedAt"
    ],
    "properties": {
      "id": {
        "type": "string"
      },
      "name": {
        "type": "string",
        "minLength": 1,
        "maxLength": 200
      },
      "description": {
        "type": "string",
        "maxLength": 4000
      },
      "category": {
        "type": "string",
        "minLength": 1,
        "maxLength": 50
      },
      "price": {
        "$ref": "#/components/schemas/Price"
      },
      "version": {
        "type": "integer",
        "minimum": 1
      },
      "createdAt": {
        "type": "string",
        "format": "date-time"
      },
      "updatedAt": {
        "type": "string",
        "format": "date-time"
      }
    }
  },
  "ProductPage": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "items"
    ],
    "properties": {
      "items": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Product"
        }
      },
      "next": {
        "type": "string"
      }
    }
  },
  "Problem": {
    "type": "object",
    "required": [
      "type",
      "title"
    ],
    "properties": {
      "type": {
        "type": "string"
      },
      "title": {
        "type": "string"
      },
      "status": {
        "type": "integer"
      },
      "detail": {
        "type": "string"
      },
      "requestId": {
        "type": "string"
      },
      "errors": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/ProblemError"
        }
      }
    }
  },
  "ProblemError": {
    "type": "object",
    "required": [
      "pointer",
      "detail"
    ],
    "properties": {
      "pointer": {
        "type": "string"
      },
      "detail": {
        "type": "string"
      }
    }
  }
} as const;
