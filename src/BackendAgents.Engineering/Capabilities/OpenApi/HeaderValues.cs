using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Capabilities.OpenApi;

// The headers that answers carry.
internal static class HeaderValues
{
    public static IReadOnlyList<(string Name, string Description, HttpValue Value)> All { get; } =
    [
        ("ETag", "Identifies the state of the resource; give it back in If-Match.", ValueModel.Text(3, 40, "\"1\"")),
        (
            "Location",
            "Address of the new resource.",
            ValueModel.Text(1, 2048, $"{Blueprints.Conventions.BasePath}/things/{Blueprints.Fields.UuidTraits.Sample}")
        ),
        ("Retry-After", "Seconds to wait before the next try.", ValueModel.Integer(0, 3600, 10)),
    ];
}
