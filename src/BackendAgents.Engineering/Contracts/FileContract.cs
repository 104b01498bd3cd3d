using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Contracts;

/// <summary>What operations on files answer beside what others do.</summary>
internal static class FileContract
{
    /// <summary>The answers of a download that sends a part only, or nothing.</summary>
    public static IEnumerable<Responses.Answer> Parts(Operation operation, Entity entity) =>
        operation.Kind == OperationKind.Download
            ?
            [
                new HttpResponse(206, "The part that was asked for.", null)
                {
                    Headers = ["ETag"],
                    Files = FileField.Types(operation, entity),
                },
                new HttpResponse(304, "The caller has it already.", null),
            ]
            : [];

    /// <summary>How an upload refuses a file.</summary>
    public static IEnumerable<(int Status, string Code)> Problems(Operation operation) =>
        operation.Kind == OperationKind.Upload ? [(413, FileField.TooLarge), (415, FileField.TypeRefused)] : [];
}
