using Microsoft.OpenApi;

namespace BackendAgents.Engineering.Capabilities.OpenApi;

// The bytes of a file, by its media types.
internal static class FileContent
{
    public static Dictionary<string, IOpenApiMediaType> Of(IEnumerable<string> types) =>
        types.ToDictionary(
            static type => type,
            static _ =>
                (IOpenApiMediaType)
                    new OpenApiMediaType
                    {
                        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                    },
            StringComparer.Ordinal
        );
}
