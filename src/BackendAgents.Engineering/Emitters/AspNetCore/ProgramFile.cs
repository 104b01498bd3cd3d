using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>Program.cs: the service from top to bottom, at most 60 lines, from what the capabilities contribute.</summary>
internal static class ProgramFile
{
    public static Artifact Emit(Delivery delivery)
    {
        var name = delivery.Plan.ProjectName;
        var text = new CodeWriter();
        text.Line(
            $$"""
            using {{name}}.Features;
            using {{name}}.Infrastructure;

            if (args.Contains(HealthProbe.Argument))
                return await HealthProbe.RunAsync();

            var builder = WebApplication.CreateBuilder(args);
            {{string.Concat(
                delivery.Configuration.Select(static statement => statement + "\n")
            )}}builder.WebHost.ConfigureKestrel(options =>
            {
                options.AddServerHeader = false;
                options.Limits.MaxRequestBodySize = 4 * 1024 * 1024;
            });

            var services = builder.Services;
            """
        );
        text.Lines(delivery.Registrations)
            .Line()
            .Line("var app = builder.Build();")
            .Lines(delivery.Middleware)
            .Line()
            .Lines(delivery.Endpoints)
            .Line()
            .Lines(delivery.Startup);
        text.Line(
            """
            await app.RunAsync();
            return 0;

            /// <summary>The service; public, so that tests can host it.</summary>
            public partial class Program;
            """
        );
        return new Artifact($"src/{name}/Program.cs", text.ToString());
    }
}
