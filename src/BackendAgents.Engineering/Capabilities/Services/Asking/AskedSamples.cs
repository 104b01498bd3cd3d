using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Capabilities.Services.Asking;

/// <summary>
/// What other services answer in the tests of one: enough of everything, as far as guards say what is enough, so that what is asked for
/// keeps no test from what it is about.
/// </summary>
internal static class AskedSamples
{
    private const string Plenty = "1000000";

    public static string Write(ServiceModel model)
    {
        var asks = AskFiles
            .Asking(model.Blueprint)
            .SelectMany(operation => operation.Asks.Select(ask => (operation, ask)))
            .GroupBy(static found => found.ask.Service!.Name, StringComparer.Ordinal);
        var services = asks.Select(service =>
            $$"""
                        services
                            .AddHttpClient("service-{{service.Key}}")
                            .ConfigurePrimaryHttpMessageHandler(static () =>
                                new Peer([
                {{string.Join(
                    '\n',
                    service.DistinctBy(static found => found.ask.Service!.Path).Select(found => Row(model, service, found))
                )}}
                                ])
                            );
                """
        );
        return $$"""
            using System.Net;
            using System.Text;
            using Microsoft.Extensions.DependencyInjection;

            namespace {{model.Namespace}}.Tests;

            /// <summary>Other services as far as this one asks them.</summary>
            internal static class TestPeers
            {
                /// <summary>Has the service under test find them.</summary>
                public static void Answer(IServiceCollection services)
                {
            {{string.Join('\n', services)}}
                }

                private sealed class Peer(params (string Path, string Answer)[] known) : HttpMessageHandler
                {
                    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
                    {
                        var path = request.RequestUri!.AbsolutePath;
                        var (_, answer) = known.FirstOrDefault(one => path.StartsWith(one.Path, StringComparison.Ordinal));
                        return Task.FromResult(
                            answer is null
                                ? new HttpResponseMessage(HttpStatusCode.NotFound)
                                : new HttpResponseMessage { Content = new StringContent(answer, Encoding.UTF8, "application/json") }
                        );
                    }
                }
            }

            """;
    }

    private static string Row(ServiceModel model, IEnumerable<(Operation Operation, Ask Ask)> service, (Operation Operation, Ask Ask) one)
    {
        var path = one.Ask.Service!.Path;
        var values = service
            .Where(found => found.Ask.Service!.Path == path)
            .SelectMany(found =>
                found.Ask.Service!.Values.Select(value => (value.Name, Text: Value(model, found.Operation, found.Ask, value)))
            )
            .DistinctBy(static value => value.Name)
            .Select(static value => $"\"{value.Name}\": {value.Text}");
        var start = path[..path.IndexOf('{', StringComparison.Ordinal)];
        return $"                    ({CSharp.Literal(start)}, {CSharp.Literal("{" + string.Join(", ", values) + "}")}),";
    }

    private static string Value(ServiceModel model, Operation operation, Ask ask, ForeignValue value)
    {
        var scope = BehaviourScopes.Of(model.Index, operation);
        var name = $"{AskTraits.Prefix}{ask.As}.{value.Name}";
        var compared = operation
            .Guards.SelectMany(guard => Compared(ExpressionReader.Read(guard.When, scope, ExpressionType.Bool), holds: true))
            .ToList();
        // The other side of the first equation, where it is written out.
        var equal = Written("==").FirstOrDefault();
        var isLeast = compared.Exists(static one => one.Operator is "<" or "<=");
        return value.Type.Kind switch
        {
            ValueKind.Bool => equal == "false" || Written("!=").Contains("true") ? "false" : "true",
            ValueKind.Int or ValueKind.Long or ValueKind.Decimal or ValueKind.Double => equal ?? (isLeast ? "0" : Plenty),
            ValueKind.Id => $"\"{Guid.Empty}\"",
            ValueKind.Enum =>
                $"\"{equal ?? value.Type.Enum!.Values.Except(Written("!=")).FirstOrDefault() ?? value.Type.Enum!.Values[0]}\"",
            ValueKind.Timestamp => isLeast ? "\"2000-01-01T00:00:00Z\"" : "\"2040-01-01T00:00:00Z\"",
            ValueKind.Date => isLeast ? "\"2000-01-01\"" : "\"2040-01-01\"",
            ValueKind.Time => "\"12:00:00\"",
            _ => $"\"{equal ?? value.Name}\"",
        };

        IEnumerable<string> Written(string how) =>
            compared.Where(one => one.Operator == how).Select(static one => one.Other).OfType<LiteralNode>().Select(static one => one.Text);

        bool IsIt(Node node) => node is AmbientNode ambient && ambient.Name == name;

        // What it has to be for a condition to hold, or not to: it stands on the left.
        IEnumerable<(string Operator, Node Other)> Compared(Node node, bool holds) =>
            node switch
            {
                UnaryNode { Operator: "!" } not => Compared(not.Operand, !holds),
                BinaryNode { Operator: not ("&&" or "||") } two when IsIt(two.Left) =>
                [
                    (holds ? two.Operator : Opposite(two.Operator), two.Right),
                ],
                BinaryNode { Operator: not ("&&" or "||") } two when IsIt(two.Right) =>
                [
                    (Turned(holds ? two.Operator : Opposite(two.Operator)), two.Left),
                ],
                _ when IsIt(node) && value.Type.Kind == ValueKind.Bool =>
                [
                    ("==", new LiteralNode(holds ? "true" : "false", ExpressionType.Bool)),
                ],
                _ => node.Parts.SelectMany(part => Compared(part, holds)),
            };
    }

    private static string Opposite(string comparison) =>
        comparison switch
        {
            "==" => "!=",
            "!=" => "==",
            "<" => ">=",
            "<=" => ">",
            ">" => "<=",
            ">=" => "<",
            _ => comparison,
        };

    private static string Turned(string comparison) =>
        comparison switch
        {
            "<" => ">",
            "<=" => ">=",
            ">" => "<",
            ">=" => "<=",
            _ => comparison,
        };
}
