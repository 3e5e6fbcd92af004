declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  interface SwaggerUIInstance {
    preauthorizeApiKey(scheme: string, value: string): void;
  }
  interface SwaggerUIOptions {
    domNode: HTMLElement;
    url: string;
    deepLinking?: boolean;
    docExpansion?: "list" | "full" | "none";
    defaultModelsExpandDepth?: number;
    displayRequestDuration?: boolean;
    tryItOutEnabled?: boolean;
    validatorUrl?: string | null;
    onComplete?: () => void;
  }
  export default function SwaggerUI(options: SwaggerUIOptions): SwaggerUIInstance;
}
