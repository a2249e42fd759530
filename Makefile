# 第一个目标说明其余目标。The first target explains the others.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
RAW ?= raw
OUTPUT ?= output
FORMAT ?= text
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: bench help extract diff test check check-all lint types clean

help: ## 显示这些目标 / show these targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "  变量 / variables: RAW=$(RAW) OUTPUT=$(OUTPUT) STRICT=1 PYTHON=$(PYTHON)"

extract: $(VENV)/.ready ## 读取 RAW 中的文件，结果写入 OUTPUT / read RAW, write OUTPUT
	@$(BIN)/python -m extract run "$(RAW)" --output "$(OUTPUT)"; status=$$?; \
	if [ $$status -eq 1 ] && [ -z "$(STRICT)" ]; then exit 0; else exit $$status; fi

diff: $(VENV)/.ready ## 比较两次结果 OLD 和 NEW / compare two outputs
	@test -n "$(OLD)" -a -n "$(NEW)" || { \
	  echo "请指定两次结果：make diff OLD=旧结果 NEW=新结果。Name two outputs: make diff OLD=… NEW=…" >&2; exit 2; }
	@$(BIN)/python -m extract diff "$(OLD)" "$(NEW)" --format "$(FORMAT)"; status=$$?; \
	if [ $$status -eq 1 ] && [ -z "$(STRICT)" ]; then exit 0; else exit $$status; fi

test: $(VENV)/.ready-dev ## 运行测试 / run the tests
	@$(BIN)/python -m pytest

lint: $(VENV)/.ready-dev
	@$(BIN)/ruff check extract tests bench && $(BIN)/ruff format --check extract tests bench

types: $(VENV)/.ready-dev
	@$(BIN)/mypy

check: lint types test ## 检查代码、类型和测试 / lint, types and tests

bench: $(VENV)/.ready-dev ## 测量速度、内存，并与同类工具比较 / measure speed and memory beside peers
	@$(BIN)/python -m bench

check-all: $(VENV)/.ready-all check ## 另加需要系统程序的测试 / and the tests that need system programs
	@$(BIN)/python -m pytest tests/system

clean: ## 删除虚拟环境和缓存 / remove the environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info build dist

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "需要 Python 3.11 或更高版本；可用 make PYTHON=/路径/python3.11 指定。Python 3.11 or newer is needed." >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 && $(BIN)/python -m pip --version >/dev/null 2>&1 || { rm -rf $(VENV); \
	  echo "无法建立虚拟环境；Debian/Ubuntu 请先安装：apt install python3-venv。Cannot create a virtual environment: install python3-venv." >&2; exit 2; }

$(VENV)/.ready: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "首次运行：正在安装依赖……（Installing dependencies）" >&2
	@$(PIP) install --quiet --constraint constraints.txt --editable . || { \
	  echo "依赖安装失败。请检查网络；若须经镜像，请先设置 PIP_INDEX_URL（镜像地址）后重试。" >&2; \
	  echo "Installing dependencies failed: check the network, or set PIP_INDEX_URL to your mirror and try again." >&2; exit 2; }
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	@$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]' || { \
	  echo "测试依赖安装失败。请检查网络；若须经镜像，请先设置 PIP_INDEX_URL（镜像地址）后重试。" >&2; exit 2; }
	@touch $@

$(VENV)/.ready-all: $(VENV)/.ready-dev
	@$(PIP) install --quiet --constraint constraints.txt --editable '.[dev,ocr,spark]' || { \
	  echo "测试依赖安装失败。请检查网络；若须经镜像，请先设置 PIP_INDEX_URL（镜像地址）后重试。" >&2; exit 2; }
	@touch $@
