using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Checks.Rules.Reading;

/// <summary>A JSON artifact with the line of every member. Read once an artifact, however many rules look at it.</summary>
internal sealed class JsonText
{
    private static readonly ConditionalWeakTable<Artifact, JsonText> s_read = [];
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    private JsonText(Artifact artifact)
    {
        try
        {
            Root = JsonNode.Parse(artifact.Content);
            ReadLines(Encoding.UTF8.GetBytes(artifact.Content));
        }
        catch (JsonException problem)
        {
            Error = problem.Message;
            ErrorLine = (int)(problem.LineNumber ?? 0) + 1;
        }
        catch (ArgumentException problem)
        {
            // A member that stands twice.
            Error = problem.Message;
            ErrorLine = 1;
        }
    }

    public JsonNode? Root { get; }

    public string? Error { get; }

    public int ErrorLine { get; }

    public static JsonText Of(Artifact artifact) => s_read.GetValue(artifact, static artifact => new JsonText(artifact));

    /// <summary>Line, from 1, on which the member at a path begins; path as <see cref="JsonNode.GetPath"/> gives it.</summary>
    public int Line(JsonNode node) => _lines.GetValueOrDefault(node.GetPath(), 1);

    private void ReadLines(byte[] utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 128 });
        var line = 1;
        var seen = 0;
        Walk(ref reader, Root, ref line, ref seen, utf8);
    }

    // Walks reader and nodes side by side: the reader knows offsets, the nodes know paths.
    private void Walk(ref Utf8JsonReader reader, JsonNode? root, ref int line, ref int seen, byte[] utf8)
    {
        var open = new Stack<(JsonNode Node, int Index)>();
        string? member = null;
        while (reader.Read())
        {
            for (var i = seen; i < reader.TokenStartIndex; i++)
                line += utf8[i] == '\n' ? 1 : 0;
            seen = (int)reader.TokenStartIndex;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    member = reader.GetString();
                    if (open.Peek().Node[member!] is { } value)
                        _lines.TryAdd(value.GetPath(), line);
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    var node = open.Count == 0 ? root! : Child(open, member)!;
                    _lines.TryAdd(node.GetPath(), line);
                    open.Push((node, 0));
                    member = null;
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    break;
                default:
                    Child(open, member);
                    break;
            }
        }
    }

    private static JsonNode? Child(Stack<(JsonNode Node, int Index)> open, string? member)
    {
        if (open.Count == 0)
            return null;
        if (open.Peek().Node is not JsonArray array)
            return member is null ? null : open.Peek().Node[member];
        var (node, index) = open.Pop();
        open.Push((node, index + 1));
        return array[index];
    }
}
