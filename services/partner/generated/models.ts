// Generated from ../openapi.yaml by services/generate.ts; changes here are overwritten.
export const models = {
  "Line": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "sku",
      "quantity"
    ],
    "properties": {
      "sku": {
        "type": "string",
        "pattern": "^[A-Z0-9-]{3,32}$"
      },
      "quantity": {
        "type": "integer",
        "minimum": 1,
        "maximum": 10000
      }
    }
  },
  "Order": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "orderId",
      "lines"
    ],
    "properties": {
      "orderId": {
        "type": "string",
        "pattern": "^[A-Za-z0-9-]{1,64}$"
      },
      "lines": {
        "type": "array",
        "minItems": 1,
        "maxItems": 100,
        "items": {
          "$ref": "#/components/schemas/Line"
        }
      },
      "note": {
        "type": "string",
        "maxLength": 1000
      }
    }
  },
  "Event": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "type",
      "sku",
      "quantity",
      "occurredAt"
    ],
    "properties": {
      "type": {
        "type": "string",
        "enum": [
          "stock.counted"
        ]
      },
      "sku": {
        "type": "string",
        "pattern": "^[A-Z0-9-]{3,32}$"
      },
      "quantity": {
        "type": "integer",
        "minimum": 0,
        "maximum": 1000000
      },
      "occurredAt": {
        "type": "string",
        "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{3})?Z$"
      }
    }
  },
  "EventBatch": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "events"
    ],
    "properties": {
      "events": {
        "type": "array",
        "minItems": 1,
        "maxItems": 100,
        "items": {
          "$ref": "#/components/schemas/Event"
        }
      }
    }
  },
  "Fulfilment": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "fulfilmentId",
      "sku",
      "quantity",
      "amount"
    ],
    "properties": {
      "fulfilmentId": {
        "type": "string",
        "pattern": "^[A-Za-z0-9-]{1,48}$"
      },
      "sku": {
        "type": "string",
        "pattern": "^[A-Z0-9-]{3,32}$"
      },
      "quantity": {
        "type": "integer",
        "minimum": 1,
        "maximum": 10000
      },
      "amount": {
        "type": "integer",
        "minimum": 1,
        "maximum": 100000000
      }
    }
  },
  "QuoteRequest": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "lines"
    ],
    "properties": {
      "lines": {
        "type": "array",
        "minItems": 1,
        "maxItems": 50,
        "items": {
          "$ref": "#/components/schemas/Line"
        }
      }
    }
  },
  "Accepted": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "messageId",
      "requestId"
    ],
    "properties": {
      "messageId": {
        "type": "string"
      },
      "requestId": {
        "type": "string"
      }
    }
  },
  "Taken": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "sequenceNumber"
    ],
    "properties": {
      "sequenceNumber": {
        "type": "string"
      }
    }
  },
  "BatchTaken": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "taken",
      "failed"
    ],
    "properties": {
      "taken": {
        "type": "integer"
      },
      "failed": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/FailedEvent"
        }
      }
    }
  },
  "FailedEvent": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "index",
      "code"
    ],
    "properties": {
      "index": {
        "type": "integer",
        "from 0.": null
      },
      "code": {
        "type": "string"
      }
    }
  },
  "Started": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "execution",
      "startedAt"
    ],
    "properties": {
      "execution": {
        "type": "string"
      },
      "startedAt": {
        "type": "number"
      }
    }
  },
  "Quote": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "currency",
      "total",
      "lines"
    ],
    "properties": {
      "currency": {
        "type": "string"
      },
      "total": {
        "type": "integer"
      },
      "lines": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/QuotedLine"
        }
      }
    }
  },
  "QuotedLine": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "sku",
      "quantity",
      "unitPrice",
      "price"
    ],
    "properties": {
      "sku": {
        "type": "string"
      },
      "quantity": {
        "type": "integer"
      },
      "unitPrice": {
        "type": "integer"
      },
      "price": {
        "type": "integer"
      }
    }
  },
  "Stock": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "sku",
      "available"
    ],
    "properties": {
      "sku": {
        "type": "string"
      },
      "available": {
        "type": "integer"
      }
    }
  },
  "Problem": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "title",
      "status"
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
      }
    }
  }
} as const;
