// Generated from ../openapi.yaml by services/generate.ts; changes here are overwritten.
export const models = {
  "User": {
    "type": "object",
    "additionalProperties": false,
    "required": [
      "id",
      "name",
      "email",
      "version",
      "createdAt",
      "updatedAt"
    ],
    "properties": {
      "id": {
        "type": "string"
      },
      "name": {
        "type": "string"
      },
      "email": {
        "type": "string"
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
      "nextCursor": {
        "type": "string"
      }
    }
  },
  "Invoice": {
    "type": "object",
    "required": [
      "id"
    ],
    "properties": {
      "id": {
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
