// Generated from ../openapi.yaml by services/generate.ts; changes here are overwritten.
export interface paths {
    "/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes an order. It is on its way when this answers; the same orderId again changes nothing. */
        post: operations["placeOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Tells one event. Events of one sku keep their order. */
        put: operations["putEvent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Tells up to 100 events. 207 names those that were not taken; send these again. */
        put: operations["putEvents"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fulfilments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts to reserve, charge and ship. What cannot be finished is undone. */
        post: operations["startFulfilment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What an order would cost, now. */
        post: operations["getQuote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inventory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stock of one sku, from the inventory service. */
        get: operations["getInventory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Line: {
            sku: string;
            quantity: number;
        };
        Order: {
            orderId: string;
            lines: components["schemas"]["Line"][];
            note?: string;
        };
        Event: {
            /** @enum {string} */
            type: "stock.counted";
            sku: string;
            quantity: number;
            /** @description When it was counted, in UTC. An older count than the last one known changes nothing; one from more than five minutes ahead is not taken. */
            occurredAt: string;
        };
        EventBatch: {
            events: components["schemas"]["Event"][];
        };
        Fulfilment: {
            fulfilmentId: string;
            sku: string;
            quantity: number;
            /** @description What to charge, in cents. */
            amount: number;
        };
        QuoteRequest: {
            lines: components["schemas"]["Line"][];
        };
        Accepted: {
            messageId: string;
            requestId: string;
        };
        Taken: {
            sequenceNumber: string;
        };
        BatchTaken: {
            taken: number;
            failed: components["schemas"]["FailedEvent"][];
        };
        FailedEvent: {
            /** @description Place in the batch */
            index: number;
            code: string;
        };
        Started: {
            execution: string;
            /** @description Seconds since the epoch. */
            startedAt: number;
        };
        Quote: {
            currency: string;
            /** @description In cents. */
            total: number;
            lines: components["schemas"]["QuotedLine"][];
        };
        QuotedLine: {
            sku: string;
            quantity: number;
            unitPrice: number;
            price: number;
        };
        Stock: {
            sku: string;
            available: number;
        };
        Problem: {
            type?: string;
            title: string;
            status: number;
            detail?: string;
            requestId?: string;
        };
    };
    responses: {
        /** @description What went wrong. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    placeOrder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Order"];
            };
        };
        responses: {
            /** @description The order was taken. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            502: components["responses"]["Problem"];
        };
    };
    putEvent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Event"];
            };
        };
        responses: {
            /** @description The event was taken. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Taken"];
                };
            };
            502: components["responses"]["Problem"];
        };
    };
    putEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EventBatch"];
            };
        };
        responses: {
            /** @description All events were taken. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchTaken"];
                };
            };
            /** @description Some events were not taken; `failed` names their places in the batch. */
            207: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchTaken"];
                };
            };
            502: components["responses"]["Problem"];
        };
    };
    startFulfilment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Fulfilment"];
            };
        };
        responses: {
            /** @description The fulfilment has begun. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Started"];
                };
            };
            409: components["responses"]["Problem"];
            502: components["responses"]["Problem"];
        };
    };
    getQuote: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuoteRequest"];
            };
        };
        responses: {
            /** @description The quote. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quote"];
                };
            };
            422: components["responses"]["Problem"];
            502: components["responses"]["Problem"];
            504: components["responses"]["Problem"];
        };
    };
    getInventory: {
        parameters: {
            query: {
                sku: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stock. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stock"];
                };
            };
            404: components["responses"]["Problem"];
            502: components["responses"]["Problem"];
        };
    };
}
