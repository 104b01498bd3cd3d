using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using FunctionCallContent = Microsoft.Extensions.AI.FunctionCallContent;
using FunctionResultContent = Microsoft.Extensions.AI.FunctionResultContent;
using KernelCall = Microsoft.SemanticKernel.FunctionCallContent;
using KernelResult = Microsoft.SemanticKernel.FunctionResultContent;

namespace BackendAgents.Agents;

/// <summary>Carries messages between the agent's vocabulary and the kernel's, without losing what a function was called.</summary>
internal static class MessageConversion
{
    private const char Separator = '-';

    public static ChatMessageContent ToKernel(ChatMessage message)
    {
        ChatMessageContent content = new() { Role = new AuthorRole(message.Role.Value) };
        foreach (AIContent item in message.Contents)
        {
            switch (item)
            {
                case Microsoft.Extensions.AI.TextContent text:
                    content.Items.Add(new Microsoft.SemanticKernel.TextContent(text.Text));
                    break;
                case FunctionCallContent call:
                    (string? plugin, string function) = Split(call.Name);
                    content.Items.Add(
                        new KernelCall(function, plugin, call.CallId, call.Arguments is null ? null : new KernelArguments(call.Arguments))
                    );
                    break;
                case FunctionResultContent result:
                    content.Items.Add(new KernelResult(null, null, result.CallId, Plain(result.Result)));
                    break;
                case DataContent data when data.HasTopLevelMediaType("image"):
                    content.Items.Add(new ImageContent(data.Data, data.MediaType));
                    break;
                case UriContent uri when uri.HasTopLevelMediaType("image"):
                    content.Items.Add(new ImageContent(uri.Uri));
                    break;
                default:
                    // Usage, errors and reasoning are notes about a message; no service takes them back.
                    break;
            }
        }

        return content;
    }

    public static ChatMessage ToAgent(ChatMessageContent content, string author)
    {
        ChatMessage message = new(new ChatRole(content.Role.Label), (IList<AIContent>)[])
        {
            RawRepresentation = content,
            MessageId = content.Metadata?.GetValueOrDefault("Id") as string,
            AuthorName = content.Role == AuthorRole.Assistant ? author : null,
        };
        // Connectors write a function's result twice: as such and as the text that goes over the wire.
        bool results = content.Items.Any(i => i is KernelResult);
        foreach (KernelContent item in content.Items)
        {
            AIContent? converted = results && item is not KernelResult ? null : ToAgent(item);
            if (converted is not null)
                message.Contents.Add(converted);
        }

        return message;
    }

    public static AIContent? ToAgent(KernelContent item) =>
        item switch
        {
            Microsoft.SemanticKernel.TextContent text => string.IsNullOrEmpty(text.Text)
                ? null
                : new Microsoft.Extensions.AI.TextContent(text.Text),
            KernelCall call => new FunctionCallContent(
                call.Id ?? "",
                Join(call.PluginName, call.FunctionName),
                call.Arguments is null ? null : new Dictionary<string, object?>(call.Arguments)
            )
            {
                Exception = call.Exception,
                RawRepresentation = call,
            },
            KernelResult result => new FunctionResultContent(result.CallId ?? "", result.Result) { RawRepresentation = result },
            _ => null,
        };

    // A session that was saved comes back as JSON; as such a text would gain quotation marks.
    private static object? Plain(object? result) =>
        result is JsonElement { ValueKind: JsonValueKind.String } json ? json.GetString() : result;

    private static string Join(string? plugin, string function) => string.IsNullOrEmpty(plugin) ? function : plugin + Separator + function;

    private static (string? Plugin, string Function) Split(string name)
    {
        int at = name.IndexOf(Separator, StringComparison.Ordinal);
        return at > 0 && at < name.Length - 1 ? (name[..at], name[(at + 1)..]) : (null, name);
    }
}
