using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Capabilities.Identity.ApiKeys;

/// <summary>The code and the tests of API keys.</summary>
internal sealed class ApiKeyEmitter : IEmitter
{
    private const string Folder = "Auth/Keys/";

    public string Id => "aspnetcore-api-keys";

    public string Description => "Keys for programs: making, checking and revoking them";

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = new ServiceModel(delivery.Plan);
        return
        [
            .. Template.Folder(model, Template.Service + "Features/" + Folder),
            new Artifact(
                $"{model.SourceFolder}/Features/{Folder}ApiKeyRules.g.cs",
                ServiceModel.Header("bounds of API keys, and what they open.") + Rules(model)
            ),
            .. Template.Folder(model, Template.Tests + Folder),
        ];
    }

    private static string Rules(ServiceModel model)
    {
        var keys = model.Blueprint.Authentication.ApiKeys!;
        var names = Blueprints.ApiKeys.Calls(model.Blueprint).Select(static operation => $"        {CSharp.Literal(operation.Name)},");
        var days = keys.MaxDays is { } most ? most.ToString(CultureInfo.InvariantCulture) : "null";
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            namespace {{model.Namespace}}.Features;

            /// <summary>What the blueprint says about API keys.</summary>
            internal static class ApiKeyRules
            {
                /// <summary>The header that carries a key.</summary>
                public const string Header = {{CSharp.Literal(keys.Header)}};

                /// <summary>Most keys of an account that are not revoked.</summary>
                public const int MaxPerAccount = {{keys.MaxPerAccount}};

                /// <summary>Most days that a key is valid; null for no end.</summary>
                public static int? MaxDays => {{days}};

                /// <summary>Operations that take keys.</summary>
                public static IReadOnlyList<string> Operations { get; } =
                [
            {{string.Join('\n', names)}}
                ];
            }

            """
        );
    }
}
