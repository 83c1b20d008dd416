addEventListener('DOMContentLoaded', () => {
  SwaggerUIBundle({
    url: '/openapi.json',
    dom_id: '#docs',
    deepLinking: true,
    defaultModelsExpandDepth: -1,
    defaultModelRendering: 'model',
    displayRequestDuration: true,
    filter: true,
    validatorUrl: null,
  });
});
