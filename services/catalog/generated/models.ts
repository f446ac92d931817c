// Generated from ../openapi.yaml by services/generate.ts; changes here are overwritten.
export const models = {
  "Price": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "amount",
      "currency"
    ],
    "properties": {
      "amount": {
        "type": "integer",
        "minimum": 0
      },
      "currency": {
        "type": "string"
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
      "price"
    ],
    "properties": {
      "id": {
        "type": "string"
      },
      "name": {
        "type": "string"
      },
      "description": {
        "type": "string"
      },
      "category": {
        "type": "string"
      },
      "price": {
        "$ref": "#/components/schemas/Price"
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
      "nextCursor": {
        "type": "string"
      }
    }
  },
  "Stock": {
    "type": "object",
    "required": [
      "productId",
      "available"
    ],
    "properties": {
      "productId": {
        "type": "string"
      },
      "available": {
        "type": "integer",
        "minimum": 0
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
