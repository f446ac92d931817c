// Generated from ../openapi.yaml by services/generate.ts; changes here are overwritten.
export interface paths {
    "/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All products, or those of one category, page by page. */
        get: operations["listProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/products/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** One product. */
        get: operations["getProduct"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stock/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * How many of a product there are. The warehouse's own system answers, through a VPC link.
         * @description Declared in stages whose configuration says where that system is (catalog.privateBackend).
         */
        get: operations["getStock"];
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
        Price: {
            /** @description In the currency's smallest unit. */
            amount: number;
            /** @description ISO 4217. */
            currency: string;
        };
        /** @description What partners see; who changed it and when stays inside. */
        Product: {
            id: string;
            name: string;
            description?: string;
            category: string;
            price: components["schemas"]["Price"];
        };
        ProductPage: {
            items: components["schemas"]["Product"][];
            /** @description Absent on the last page. */
            nextCursor?: string;
        };
        Stock: {
            productId: string;
            available: number;
        };
        Problem: {
            /** @description about:blank when the status says it all. */
            type: string;
            title: string;
            status?: number;
            detail?: string;
            /** @description Names this request in the logs. */
            requestId?: string;
            /** @description One entry per place that is wrong. */
            errors?: components["schemas"]["ProblemError"][];
        };
        ProblemError: {
            pointer: string;
            detail: string;
        };
    };
    responses: {
        /** @description What is wrong, as RFC 9457 has it. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        Id: string;
        /** @description Most items of a page. */
        Limit: number;
        /** @description The nextCursor of the page before, as it was given. */
        Cursor: string;
        Category: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listProducts: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The nextCursor of the page before, as it was given. */
                cursor?: components["parameters"]["Cursor"];
                category?: components["parameters"]["Category"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductPage"];
                };
            };
            400: components["responses"]["Problem"];
        };
    };
    getProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The product. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            404: components["responses"]["Problem"];
        };
    };
    getStock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
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
            /** @description The warehouse does not know the product. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
