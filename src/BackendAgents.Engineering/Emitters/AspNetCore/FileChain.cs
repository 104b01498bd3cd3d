using System.Globalization;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters.AspNetCore.Operations;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>How an endpoint says that it takes or sends a file.</summary>
internal static class FileChain
{
    /// <summary>C#: the media types as further arguments; empty where the answer is no file.</summary>
    public static string Types(HttpEndpoint endpoint) =>
        string.Concat(endpoint.Success.Files.Select(static type => ", " + CSharp.Literal(type)));

    /// <summary>C#: the calls that say that a part may be sent, or nothing; null where the answer is no file.</summary>
    public static string? Parts(HttpEndpoint endpoint) =>
        endpoint.Success.Files.Count == 0 ? null : $".Produces<Stream>(206{Types(endpoint)}).Produces(304)";

    /// <summary>C#: the call that receives a file before the transaction, from whoever may send one; null where none is taken.</summary>
    public static string? Receives(ServiceModel model, HttpEndpoint endpoint)
    {
        if (endpoint.RequestFiles.Count == 0)
            return null;
        var field = FileField.Of(endpoint.Operation!, endpoint.Entity!)!;
        var key = PathKey.Of(endpoint) is { } found ? model.RowType(found) : "Guid";
        var bytes = FileField.MaxBytes(field).ToString("#,##0", CultureInfo.InvariantCulture).Replace(',', '_');
        var types = string.Join(", ", endpoint.RequestFiles.Select(CSharp.Literal));
        return $".Receives<{key}>({UploadCode.MayName(endpoint)}, new FileRules({bytes}, [{types}]))";
    }
}
