using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities.Messaging.Outbox;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Files;

/// <summary>Files that callers upload to rows and download from them: kept in a folder behind a port.</summary>
internal sealed class FilesCapability : ICapability, IEmitter
{
    private const string Folder = "Files:Folder";

    public CapabilityInfo Info { get; } =
        new(
            "files",
            "Files",
            "Uploads and downloads of files: streamed, bounded, checked by their content, and kept in a folder behind a port."
        );

    public string Id => Info.Id;

    public string Description => "The port that keeps files, the folder behind it, and how files are taken and sent";

    public bool IsUsedBy(Blueprint blueprint) => FileField.All(blueprint).Any();

    public void Plan(PlanBuilder plan)
    {
        plan.Add(OutboxCapability.Enabled);
        plan.Add(
            new Setting(
                Folder,
                "folder of the files that callers upload, which all instances see",
                "`files` beside the service, in development"
            )
            {
                RequiredInProduction = true,
            }
        );
        plan.Add(new KeptFolder("files", Folder));
    }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add((IEmitter)this);
        delivery.AddRegistration("services.AddFiles(builder.Configuration, builder.Environment);");
        var fields = FileField
            .All(delivery.Plan.Blueprint)
            .Select(static pair =>
                $"| {pair.Entity.Name}.{pair.Field.Name} | {string.Join(", ", pair.Field.ContentTypes)} "
                + string.Create(null, $"| {FileField.MaxBytes(pair.Field):#,##0} |")
            );
        delivery.AddSection(
            "Files",
            $"""
            | file | types | bytes at most |
            |---|---|---|
            {string.Join('\n', fields)}

            The body of an upload is the file as it is, with its `Content-Type`. What is larger is refused with 413 `{FileField.TooLarge}`
            while it comes, and what isn't what it says it is by its first bytes with 415 `{FileField.TypeRefused}`. Files are kept in the
            folder of `Files__Folder` under names of the service's own; whoever may see the row may download its file, as an attachment.
            A file that is replaced or whose row is deleted is removed once that is stored; what an upload that broke off left behind,
            within a day and a half. `IFileStore` is the port: register another one in `Program.cs` to keep files elsewhere. All instances
            must see the same folder, and backups of the database don't have it: copy it as well.
            """
        );
    }

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = new ServiceModel(delivery.Plan);
        return Template
            .Folder(model, Template.Service + "Infrastructure/Files/")
            .Concat(Template.Folder(model, Template.Tests + "Files/"))
            .Append(Columns(model));
    }

    private static Artifact Columns(ServiceModel model)
    {
        var text = new CodeWriter()
            .Line($"using {model.Namespace}.Features;")
            .Line()
            .Line($"namespace {model.Namespace}.Infrastructure;")
            .Line()
            .Line("/// <summary>Where rows name files.</summary>");
        text.Block("internal static class FileColumns", body =>
        {
            body.Line("/// <summary>All columns.</summary>").Line("public static IReadOnlyList<FileColumn> All { get; } =").Line("[");
            body.Indented(items =>
            {
                foreach (var (entity, field) in FileField.All(model.Blueprint))
                    items.Line($"FileColumn.Of<{ServiceModel.Class(entity)}>(row => row.{ServiceModel.Property(field)}),");
            });
            body.Line("];");
        });
        return new Artifact(
            $"{model.SourceFolder}/Infrastructure/Files/FileColumns.g.cs",
            ServiceModel.Header("which rows name files.") + text
        );
    }
}
