using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Projects;
using BackendAgents.Offline;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace BackendAgents.Cli.Mcp;

/// <summary>Resources: the blueprint's schema, an example, and each file of the delivery as the project has it now.</summary>
internal sealed class McpFiles(BackendProject project)
{
    private const string Schema = "backend://schema";
    private const string Example = "backend://example";
    private const string Files = "backend://files/";

    private const string ExampleBrief =
        "A library lends books to members. Each book has a title, an author and a unique isbn. Members borrow books.";

    private static readonly Lazy<string> s_example = new(static () => BlueprintYaml.Write(BriefReader.Read(ExampleBrief).Blueprint!));

    /// <summary>All resources.</summary>
    public ListResourcesResult List() =>
        new()
        {
            Resources =
            [
                new Resource
                {
                    Uri = Schema,
                    Name = "schema",
                    Title = "JSON Schema of the blueprint",
                    Description = "What backend.yaml may hold.",
                    MimeType = "application/schema+json",
                },
                new Resource
                {
                    Uri = Example,
                    Name = "example",
                    Title = "An example blueprint",
                    Description = "The blueprint of: " + ExampleBrief,
                    MimeType = "application/yaml",
                },
                .. project.Current.Artifacts.Select(static artifact => new Resource
                {
                    Uri = Files + Uri.EscapeDataString(artifact.Path).Replace("%2F", "/", StringComparison.Ordinal),
                    Name = artifact.Path,
                    MimeType = MimeType(artifact.Path),
                    Size = System.Text.Encoding.UTF8.GetByteCount(artifact.Content),
                }),
            ],
        };

    /// <summary>How files are addressed.</summary>
    public static ListResourceTemplatesResult Templates() =>
        new()
        {
            ResourceTemplates =
            [
                new ResourceTemplate
                {
                    UriTemplate = Files + "{+path}",
                    Name = "file",
                    Title = "A file of the delivery",
                    Description = "As the project has it now; workspace-list tells the paths.",
                },
            ],
        };

    /// <summary>One resource.</summary>
    /// <exception cref="McpException">There is none of that address.</exception>
    public ReadResourceResult Read(string? uri) =>
        uri switch
        {
            Schema => Text(uri, "application/schema+json", CapabilityCatalog.BuiltIn.Schema()),
            Example => Text(uri, "application/yaml", s_example.Value),
            not null when uri.StartsWith(Files, StringComparison.Ordinal) && Find(uri) is { } file => Text(
                uri,
                MimeType(file.Path),
                file.Content
            ),
            _ => throw new McpProtocolException(
                $"There is no resource '{uri}'. There are {Schema}, {Example} and {Files}PATH with a path of workspace-list.",
                McpErrorCode.ResourceNotFound
            ),
        };

    private Artifact? Find(string uri) => project.Current.Artifacts.Find(Uri.UnescapeDataString(uri[Files.Length..]));

    private static ReadResourceResult Text(string uri, string type, string text) =>
        new()
        {
            Contents =
            [
                new TextResourceContents
                {
                    Uri = uri,
                    MimeType = type,
                    Text = text,
                },
            ],
        };

    private static string MimeType(string path) =>
        Path.GetExtension(path) switch
        {
            ".json" => "application/json",
            ".yaml" or ".yml" => "application/yaml",
            ".md" => "text/markdown",
            ".cs" => "text/x-csharp",
            ".sql" => "application/sql",
            ".csproj" or ".props" or ".slnx" => "application/xml",
            _ => "text/plain",
        };
}
