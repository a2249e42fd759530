"""The commands: what they are called, what they say, and how they end."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import Any

import click

from extract import __version__
from extract.errors import UsageError

FINISHED, REJECTED, WRONG_USE, UNEXPECTED, INTERRUPTED = 0, 1, 2, 70, 130


def say(text: str = "") -> None:
    """Talk goes to standard error, so that standard output stays for data."""
    click.echo(text, err=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="policy-extract")
def commands() -> None:
    """把政策文件变成可核对的扶持事项表。

    Turn Chinese policy documents into traceable records of support measures.
    """


@commands.command()
@click.argument("inputs", nargs=-1, type=click.Path(path_type=Path))
@click.option("--output", "-o", required=True, type=click.Path(path_type=Path), help="结果文件夹 / folder for the results")
@click.option("--workers", "-w", type=click.IntRange(1), default=None, help="并行进程数 / worker processes")
@click.option("--date", "dates", multiple=True, metavar="文件=YYYY-MM-DD", help="补充某文件的发布日期 / a document's date")
@click.option("--password", "passwords", multiple=True, metavar="密码", help="打开加密 PDF 的密码，可多次给出 / opens encrypted PDF files")
@click.option("--format", "formats", multiple=True, type=click.Choice(["sqlite"]), help="另写的格式 / a format to write besides")
@click.option("--json", "machine", is_flag=True, help="结果摘要以 JSON 写到标准输出 / the summary as JSON on standard output")
@click.option("--fresh", is_flag=True, help="不用上次保留的结果，全部重新读取 / read everything anew")
@click.option("--engine", type=click.Choice(["local", "spark"]), default="local", help="在本机或 Spark 集群上运行 / where to run")
@click.option("--master", metavar="地址", help="Spark 主节点地址 / the Spark master's address")
@click.option("--ledger", type=click.Path(path_type=Path), help="上次结果中的台账，使编号保持不变 / ids and judgements of earlier runs")
def run(**options: Any) -> None:
    """读取文件并提取记录。例：policy-extract run raw --output output

    Read documents and write their records. Example: policy-extract run raw --output output --format sqlite
    """
    from extract.command_run import Request, run_command

    options["inputs"] = options["inputs"] or (Path("raw"),)
    options["workers"] = options["workers"] or min(4, os.cpu_count() or 1)
    sys.exit(run_command(Request(**options)))


@commands.command()
@click.argument("output", type=click.Path(path_type=Path))
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--floor", type=click.Path(path_type=Path), help="各字段 F1 的下限（JSON）/ the least F1 of each field")
@click.option("--misses", is_flag=True, help="列出漏掉的和多出的 / list what was missed and what was spurious")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式 / output format")
def evaluate(output: Path, gold: tuple[Path, ...], floor: Path | None, misses: bool, form: str) -> None:
    """用标注文件评估一次运行。例：policy-extract evaluate output tests/gold --misses

    Score a run against annotated documents. Example: policy-extract evaluate output tests/gold --misses
    """
    from extract.command_evaluate import evaluate_command

    sys.exit(evaluate_command(output, list(gold), floor, misses, form))


@commands.command()
@click.option("--format", "form", type=click.Choice(["json", "markdown"]), default="json", help="JSON Schema 或数据字典 / the form")
def schema(form: str) -> None:
    """打印结果文件的字段说明（JSON Schema）。例：policy-extract schema > schema.json

    Print the JSON Schema of the output. Example: policy-extract schema --format markdown > dictionary.md
    """
    from extract.command_schema import schema_command

    sys.exit(schema_command(form))


@commands.command()
@click.argument("output", type=click.Path(path_type=Path))
@click.argument("key", metavar="ID")
@click.option("--json", "machine", is_flag=True, help="以 JSON 输出 / as JSON")
def explain(output: Path, key: str, machine: bool) -> None:
    """说明一个事项或条款中的每个数字为何这样判断。例：policy-extract explain output i0a1b2c3d4e5

    Say why each figure was read as it was. Example: policy-extract explain output c0a1b2c3d4e5 --json
    """
    from extract.command_explain import explain_command

    sys.exit(explain_command(output, key, machine))


@commands.command()
@click.option("--json", "machine", is_flag=True, help="以 JSON 输出 / as JSON")
def doctor(machine: bool) -> None:
    """检查本机装了什么、缺什么、缺的有什么用。例：policy-extract doctor

    Say what is installed, and what each missing part would add. Example: policy-extract doctor --json
    """
    from extract.command_doctor import doctor_command

    sys.exit(doctor_command(machine))


@commands.command()
@click.argument("output", type=click.Path(path_type=Path))
@click.argument("incentive_id")
@click.option("--base", metavar="元", help="计算基数，以元为单位 / the base in yuan")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式 / output format")
def estimate(output: Path, incentive_id: str, base: str | None, form: str) -> None:
    """按原文测算一个事项的上限。例：policy-extract estimate output i0a1b2c3d4e5 --base 5000000

    The upper bound that an incentive's text grants. Example: policy-extract estimate output i0a1b2c3d4e5 --base 5000000
    """
    from extract.command_estimate import estimate_command

    sys.exit(estimate_command(output, incentive_id, base, form))


@commands.command()
@click.argument("output", type=click.Path(path_type=Path))
@click.argument("key", metavar="ID")
def show(output: Path, key: str) -> None:
    """显示一条条款的原文、页码，并标出其中的金额和比例。例：policy-extract show output c0a1b2c3d4e5

    Print one clause (or an incentive's) with its page and marked values. Example: policy-extract show output c0a1b2c3d4e5
    """
    from extract.command_show import show_command

    sys.exit(show_command(output, key))


@commands.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "csv", "html"]), default="text", help="输出格式 / output format")
def diff(old: Path, new: Path, form: str) -> None:
    """比较两次运行：改了什么，是文件变了还是程序变了。例：policy-extract diff 旧结果 新结果

    Compare two runs: what changed, and whether it was the document or the program. Example: policy-extract diff old new
    """
    from extract.command_diff import diff_command

    sys.exit(diff_command(old, new, form))


def main() -> None:
    """The console script; every error ends in one sentence and a status."""
    try:
        commands.main(standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except (click.Abort, KeyboardInterrupt):
        say("已中断：上一次的完整结果未受影响；已读完的文件已保存，再次运行即接着处理")
        sys.exit(INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(WRONG_USE)
    except UsageError as error:
        say(f"错误：{error}")
        sys.exit(WRONG_USE)
    except Exception:  # noqa: BLE001 - the last boundary: a traceback for us, a sentence for the user
        say(traceback.format_exc())
        say("程序内部错误；请把以上信息反馈给维护者")
        sys.exit(UNEXPECTED)
